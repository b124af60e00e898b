import type { RerankOptions } from "../contract/index.ts";
import type { CallBudget } from "../io/call-budget.ts";

/**
 * Tells the caller of progress that only rises, however often the work inside begins anew. What the callback throws ends the
 * call: it is the caller's error and no reranker's.
 */
export function risingProgress(
  onProgress: RerankOptions["onProgress"],
  budget: CallBudget,
): RerankOptions["onProgress"] | undefined {
  if (!onProgress) return undefined;
  let best = 0;
  return (done, total) => {
    if (done <= best || budget.signal.aborted) return;
    best = done;
    try {
      onProgress(done, total);
    } catch (error) {
      budget.fail(error);
      throw error;
    }
  };
}
