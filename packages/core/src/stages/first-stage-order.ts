import type { DocumentInput, Ranking, Receipt, RerankOptions } from "../contract/index.ts";
import { assembleRanking, minScoreWarnings, prepareCandidates } from "../rank/index.ts";

/** Why a wrapper answers with the first stage's order, and what was spent until then. */
export type FirstStageReceipt = Pick<Receipt, "attempts" | "usage" | "warnings" | "requests"> & {
  reason: string;
  startedAt: number;
};

/** The ranking of a call that nobody has reranked. */
export function firstStageOrder<D extends DocumentInput>(
  documents: readonly D[],
  options: RerankOptions,
  { reason, startedAt, warnings, ...spent }: FirstStageReceipt,
): Ranking<D> {
  const candidates = prepareCandidates(documents, options);
  return {
    ...assembleRanking(documents, candidates, { scores: [] }, options),
    receipt: {
      reranked: false,
      servedBy: "identity",
      reason,
      ...spent,
      truncated: [],
      timing: { totalMs: performance.now() - startedAt },
      warnings: [...candidates.warnings, ...warnings, ...minScoreWarnings([], options)],
    },
  };
}
