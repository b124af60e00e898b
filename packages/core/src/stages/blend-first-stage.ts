import type { DocumentInput, RankedDocument, Ranking, Reranker, RerankOptions, Warning } from "../contract/index.ts";
import { startCallBudget } from "../io/call-budget.ts";
import { forEachInTurns } from "../io/for-each-in-turns.ts";
import {
  areDistances,
  assembleRanking,
  blendScores,
  type Candidates,
  checkCall,
  createBm25,
  firstStageScoreOf,
  mergeWarnings,
  minScoreWarnings,
  prepareCandidates,
} from "../rank/index.ts";
import { findingsOf } from "./findings-of.ts";
import { wrapperOf } from "./wrapper-of.ts";

export interface BlendOptions {
  /** Share of the first stage in the final order, 0 (the reranker alone) to 1 (the first stage alone). */
  weight: number;
}

/** First-stage scores by index in the input, or BM25 over the candidates in their place. */
interface FirstStageScores {
  with: "firstStage" | "bm25";
  scores: number[];
  warnings: Warning[];
}

/**
 * Blends a reranker's scores with those of the first stage: a small model alone forgets how well the words matched. Both are
 * z-normalised over the candidates; the result is written on the reranker's own scale, so `minScore` keeps its meaning.
 * Where not every candidate has a first-stage score, BM25 over the candidates stands in.
 * Lin, Nogueira & Yates, Pretrained Transformers for Text Ranking, 2021, section 3.2.2.
 *
 * @example
 * import { blendFirstStage, createLexicalReranker } from "secondpass";
 *
 * const reranker = blendFirstStage(createLexicalReranker(), { weight: 0.3 });
 * const { receipt } = await reranker.rerank("rust", [{ text: "iron", score: 2 }, { text: "rust", score: 1 }]);
 * receipt.blend; // => { weight: 0.3, with: "firstStage" }
 */
export function blendFirstStage(reranker: Reranker, { weight }: BlendOptions): Reranker {
  async function rerank<D extends DocumentInput>(
    query: string,
    documents: readonly D[],
    options: RerankOptions = {},
  ): Promise<Ranking<D>> {
    const startedAt = performance.now();
    checkCall(query, documents, options);
    // The order is made here, so what cuts it short is applied here.
    const { topN, minScore, ...innerOptions } = options;
    const candidates = prepareCandidates(documents, options);
    // The main thread has nothing else to do while the model runs in its worker.
    const [ranking, firstStage] = await Promise.all([
      reranker.rerank(query, documents, innerOptions),
      firstStageScores(query, documents, candidates, options),
    ]);
    const found = findingsOf(ranking);
    const blend = firstStage && blendRanking(found.scores, candidates, firstStage, weight);
    const findings = { ...found, ...blend };
    return {
      ...assembleRanking(documents, candidates, findings, options),
      receipt: {
        ...ranking.receipt,
        ...(blend && { blend: { weight, with: firstStage.with } }),
        timing: { ...ranking.receipt.timing, totalMs: performance.now() - startedAt },
        warnings: mergeWarnings(
          candidates.warnings,
          ranking.receipt.warnings,
          firstStage?.warnings ?? [],
          minScoreWarnings(findings.scores, options),
        ),
      },
    };
  }

  // A blended score is none of those that were calibrated.
  const { probability: _probability, ...inner } = reranker.supports;
  const supports = { ...inner, pointwise: false };
  const fingerprint = reranker.fingerprint === undefined ? {} : { fingerprint: `${reranker.fingerprint} blended ${weight}` };
  return wrapperOf(reranker, {
    supports,
    ...fingerprint,
    changeInside: (change) => blendFirstStage(change(reranker), { weight }),
    rerank,
    dispose: () => reranker.dispose(),
  });
}

function blendRanking(
  model: readonly (number | undefined)[],
  candidates: Candidates,
  firstStage: FirstStageScores,
  weight: number,
) {
  const scored = candidates.scored.filter((index) => model[index] !== undefined);
  if (scored.length === 0) return undefined;
  const modelScores = scored.map((index) => model[index] as number);
  const others = scored.map((index) => firstStage.scores[index] as number);
  const scores: number[] = [];
  const blended: RankedDocument["blended"][] = [];
  blendScores(modelScores, others, weight).forEach((score, i) => {
    const index = scored[i] as number;
    scores[index] = score;
    blended[index] = { model: modelScores[i] as number, firstStage: others[i] as number };
  });
  return { scores, blended };
}

/** `undefined` when the deadline passed before they were known. */
async function firstStageScores(
  query: string,
  documents: readonly DocumentInput[],
  candidates: Candidates,
  options: RerankOptions,
): Promise<FirstStageScores | undefined> {
  const given = candidates.scored.map((index) => firstStageScoreOf(documents[index] as DocumentInput));
  const isComplete = given.every((score) => score !== undefined);
  const isAscending = isComplete && areDistances(given);
  if (isComplete && !isAscending) return { with: "firstStage", scores: byIndex(candidates, given), warnings: [] };

  const warnings: Warning[] = isAscending
    ? [
        {
          code: "first_stage_ascending",
          message: "first-stage scores rise down the list, as distances do: BM25 was blended instead",
        },
      ]
    : [];
  const budget = startCallBudget({ signals: [options.signal], deadlineMs: options.deadlineMs });
  try {
    const index = createBm25(query, {});
    await budget.race(forEachInTurns(candidates.texts, budget.signal, index.add));
    return { with: "bm25", scores: byIndex(candidates, index.scores()), warnings };
  } catch (error) {
    if (budget.deadlinePassed) return undefined;
    throw error;
  } finally {
    budget.end();
  }
}

function byIndex(candidates: Candidates, values: readonly number[]): number[] {
  const scores: number[] = [];
  candidates.scored.forEach((index, i) => {
    scores[index] = values[i] as number;
  });
  return scores;
}
