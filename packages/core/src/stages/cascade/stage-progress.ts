import type { RerankOptions } from "../../contract/index.ts";
import type { CallBudget } from "../../io/call-budget.ts";
import { risingProgress } from "../rising-progress.ts";

/** Tells the caller how far a cascade is, as if it were one reranker. */
export interface StageProgress {
  /** `onProgress` and `onOrder` for a stage whose head is known. */
  optionsFor(stage: number, head: readonly number[], rest: readonly number[]): Pick<RerankOptions, "onProgress" | "onOrder">;
  /** The order after a stage, all documents by index. */
  tellOrder(order: readonly number[]): void;
  /** All stages have done what they were to do. */
  complete(): void;
}

/**
 * @param total candidates
 * @param shares documents that each stage is to read; all of them together are the whole
 */
export function stageProgress(
  options: RerankOptions,
  budget: CallBudget,
  total: number,
  shares: readonly number[],
): StageProgress {
  const onProgress = risingProgress(options.onProgress, budget);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const before = shares.map((_, stage) => shares.slice(0, stage).reduce((sum, share) => sum + share, 0));
  let told: string | undefined;

  function tellOrder(order: readonly number[]): void {
    if (!options.onOrder || budget.signal.aborted || order.join() === told) return;
    told = order.join();
    try {
      options.onOrder(order);
    } catch (error) {
      budget.fail(error);
      throw error;
    }
  }

  return {
    tellOrder,
    complete: () => onProgress?.(total, total),
    optionsFor: (stage, head, rest) => ({
      ...(onProgress && {
        // Rounded down: the end is told once, when all stages are through.
        onProgress: (done) => onProgress(Math.floor((total * ((before[stage] as number) + done)) / (whole + 1)), total),
      }),
      ...(options.onOrder && {
        onOrder: (order) => tellOrder([...order.map((position) => head[position] as number), ...rest]),
      }),
    }),
  };
}
