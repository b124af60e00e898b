import type { Ranking } from "../../contract/index.ts";
import type { StageOutcome } from "../cascade/stage-outcome.ts";

/** How much was read in how much time, as far as a stage tells; nothing where it was skipped, failed or knew everything. */
export function measureStage(
  { reranker, head, ranking, lateReason, error, durationMs }: StageOutcome,
  tokensOf: (indexes: readonly number[]) => number,
): { tokens: number; ms: number } | undefined {
  if (error || head.length === 0) return undefined;
  if (lateReason !== undefined) {
    const read = ranking && reranker.scoreScale !== "rank" ? readOf(ranking, head) : [];
    // Cut short before anything was known: it takes longer than this, nobody knows how much.
    return read.length > 0 ? { tokens: tokensOf(read), ms: durationMs } : { tokens: tokensOf(head), ms: 2 * durationMs };
  }
  if (!ranking?.receipt.reranked) return undefined;
  const { cache } = ranking.receipt;
  const share = cache ? 1 - cache.hitRate : 1;
  return share === 0 ? undefined : { tokens: share * tokensOf(head), ms: durationMs };
}

function readOf({ results }: Ranking, head: readonly number[]): number[] {
  return results.flatMap(({ index, score }) => (score === undefined ? [] : [head[index] as number]));
}
