import type { DocumentInput, Ranking, Reranker, RerankOptions } from "../contract/index.ts";
import { firstStageOrder } from "./first-stage-order.ts";

/** The ranking of a call whose reranker had not answered when time was up. */
export function lateOrder<D extends DocumentInput>(
  { id }: Pick<Reranker, "id">,
  documents: readonly D[],
  options: RerankOptions,
  { deadlineMs, startedAt }: { deadlineMs: number | undefined; startedAt: number },
): Ranking<D> {
  const reason = `deadline of ${deadlineMs} ms passed before ${id} answered`;
  return firstStageOrder(documents, options, {
    reason,
    startedAt,
    attempts: [{ reranker: id, outcome: "deadline", durationMs: performance.now() - startedAt }],
    usage: { calls: 0 },
    warnings: [{ code: "deadline", message: reason }],
  });
}
