import type { DocumentInput, RankedDocument, Ranking, Reranker, RerankOptions } from "../contract/index.ts";
import { startCallBudget } from "../io/call-budget.ts";
import { forEachInTurns } from "../io/for-each-in-turns.ts";
import {
  areEqual,
  assembleRanking,
  blendScores,
  type Candidates,
  checkCall,
  createWordSimilarity,
  likenessToBest,
  mergeWarnings,
  minScoreWarnings,
  prepareCandidates,
} from "../rank/index.ts";
import { findingsOf } from "./findings-of.ts";
import { wrapperOf } from "./wrapper-of.ts";

export interface FeedbackOptions {
  /** Share of the likeness to the best in the final order, 0 (none) to 1 (nothing else). */
  weight: number;
}

/**
 * Lets the best documents speak for those that are like them: pseudo-relevance feedback over the candidates, after the reranker and without
 * another call of it. What is alike is told by the words of the documents. Likeness is z-normalised over the candidates, and the result written
 * on the reranker's own scale. It helps where several documents answer a query, and can harm where one does and its neighbours do not.
 * After Rocchio, Relevance Feedback in Information Retrieval, 1971, and Diaz, Regularizing Ad Hoc Retrieval Scores, CIKM 2005.
 *
 * @example
 * import { createLexicalReranker, withFeedback } from "secondpass";
 *
 * const reranker = withFeedback(createLexicalReranker(), { weight: 0.2 });
 * const { results, receipt } = await reranker.rerank("install rust", [
 *   "Iron oxide is called rust.",
 *   "Install Rust with rustup, the toolchain manager.",
 *   "A toolchain manager keeps compilers up to date.",
 * ]);
 * results.map(({ index }) => index); // => [1, 0, 2]
 * receipt.feedback; // => { weight: 0.2 }
 */
export function withFeedback(reranker: Reranker, { weight }: FeedbackOptions): Reranker {
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
    // Texts are read while the reranker works elsewhere, in its workers or at a provider.
    const [ranking, similarity] = await Promise.all([
      reranker.rerank(query, documents, innerOptions),
      similarityOf(candidates, options),
    ]);
    const found = findingsOf(ranking);
    const fed = similarity && feedBack(found.scores, candidates, similarity, weight);
    const findings = { ...found, ...fed };
    return {
      ...assembleRanking(documents, candidates, findings, options),
      receipt: {
        ...ranking.receipt,
        ...(fed && { feedback: { weight } }),
        timing: { ...ranking.receipt.timing, totalMs: performance.now() - startedAt },
        warnings: mergeWarnings(candidates.warnings, ranking.receipt.warnings, minScoreWarnings(findings.scores, options)),
      },
    };
  }

  // A score that depends on its neighbours is none of those that were calibrated.
  const { probability: _probability, ...inner } = reranker.supports;
  const fingerprint = reranker.fingerprint === undefined ? {} : { fingerprint: `${reranker.fingerprint} fed back ${weight}` };
  return wrapperOf(reranker, {
    supports: { ...inner, pointwise: false },
    ...fingerprint,
    changeInside: (change) => withFeedback(change(reranker), { weight }),
    rerank,
    dispose: () => reranker.dispose(),
  });
}

/** `undefined` when the deadline passed before the texts were read. */
async function similarityOf(candidates: Candidates, options: RerankOptions) {
  const budget = startCallBudget({ signals: [options.signal], deadlineMs: options.deadlineMs });
  try {
    const index = createWordSimilarity();
    await budget.race(forEachInTurns(candidates.texts, budget.signal, index.add));
    return index.similarity();
  } catch (error) {
    if (budget.deadlinePassed) return undefined;
    throw error;
  } finally {
    budget.end();
  }
}

/** New scores and what they are made of, by index; nothing where no document has a score. */
function feedBack(
  before: readonly (number | undefined)[],
  { scored }: Candidates,
  similarity: (a: number, b: number) => number,
  weight: number,
) {
  const places = [...scored.keys()].filter((place) => before[scored[place] as number] !== undefined);
  if (places.length === 0) return undefined;
  const own = places.map((place) => before[scored[place] as number] as number);
  const likeness = likenessToBest(own, (a, b) => similarity(places[a] as number, places[b] as number));
  // Where all are equally alike, as two documents are, there is nothing to add.
  const fed = areEqual(likeness) ? own : blendScores(own, likeness, weight);
  const scores: number[] = [];
  const feedback: RankedDocument["feedback"][] = [];
  places.forEach((place, i) => {
    const index = scored[place] as number;
    scores[index] = fed[i] as number;
    feedback[index] = { before: own[i] as number, likeness: likeness[i] as number };
  });
  return { scores, feedback };
}
