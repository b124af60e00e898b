import type { DocumentInput, RankedDocument, Ranking, Receipt, Reranker, RerankOptions, Warning } from "../contract/index.ts";
import {
  assembleRanking,
  type Candidates,
  checkCall,
  mergeWarnings,
  minScoreWarnings,
  prepareCandidates,
} from "../rank/index.ts";
import { findingsOf } from "./findings-of.ts";
import { wrapperOf } from "./wrapper-of.ts";

/** What is read of the candidates beside the reranker, and how it changes their scores. */
export interface Mixture<Beside extends { warnings: Warning[] }> {
  /** What is done to scores, with all that they depend on: a part of the fingerprint. */
  name: string;
  /** Reads while the reranker works elsewhere; `undefined` when the deadline passed before it was through. */
  read(
    query: string,
    documents: readonly DocumentInput[],
    candidates: Candidates,
    options: RerankOptions,
  ): Promise<Beside | undefined>;
  /**
   * New scores, each with what it is made of, and what the receipt says.
   *
   * @param own scores of the candidates that have one, at least one
   * @param places of these among the candidates that are scored
   */
  mix(beside: Beside, own: readonly number[], places: readonly number[]): Mixed;
}

export interface Mixed {
  scores: readonly number[];
  parts: readonly Pick<RankedDocument, "blended" | "feedback">[];
  receipt: Partial<Receipt>;
}

/** A reranker whose scores are its own and something else's, which depends on the other candidates. */
export function mixIn<Beside extends { warnings: Warning[] }>(reranker: Reranker, mixture: Mixture<Beside>): Reranker {
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
    // The main thread has nothing else to do while a model runs in its worker.
    const [ranking, beside] = await Promise.all([
      reranker.rerank(query, documents, innerOptions),
      mixture.read(query, documents, candidates, options),
    ]);
    const findings = findingsOf(ranking);
    const places = [...candidates.scored.keys()].filter(
      (place) => findings.scores[candidates.scored[place] as number] !== undefined,
    );
    const own = places.map((place) => findings.scores[candidates.scored[place] as number] as number);
    const mixed = beside && own.length > 0 ? mixture.mix(beside, own, places) : undefined;
    mixed?.scores.forEach((score, i) => {
      const index = candidates.scored[places[i] as number] as number;
      const { blended, feedback } = mixed.parts[i] as Mixed["parts"][number];
      findings.scores[index] = score;
      if (blended) findings.blended[index] = blended;
      if (feedback) findings.feedback[index] = feedback;
    });
    return {
      ...assembleRanking(documents, candidates, findings, options),
      receipt: {
        ...ranking.receipt,
        ...mixed?.receipt,
        timing: { ...ranking.receipt.timing, totalMs: performance.now() - startedAt },
        warnings: mergeWarnings(
          candidates.warnings,
          ranking.receipt.warnings,
          beside?.warnings ?? [],
          minScoreWarnings(findings.scores, options),
        ),
      },
    };
  }

  // A score that depends on the other candidates is none of those that were calibrated.
  const { probability: _probability, ...inner } = reranker.supports;
  const fingerprint = reranker.fingerprint === undefined ? {} : { fingerprint: `${reranker.fingerprint} ${mixture.name}` };
  return wrapperOf(reranker, {
    supports: { ...inner, pointwise: false },
    ...fingerprint,
    changeInside: (change) => mixIn(change(reranker), mixture),
    rerank,
    dispose: () => reranker.dispose(),
  });
}
