import { startCallBudget } from "./call-budget.ts";

/**
 * Does work under several signals as if they were one: rejects with the reason of the first that aborts, at once, whether or
 * not the work listens. (`AbortSignal.any` would hold on to a signal that outlives the call.)
 */
export async function withSignals<T>(
  signals: readonly (AbortSignal | undefined)[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const budget = startCallBudget({ signals });
  try {
    budget.signal.throwIfAborted();
    return await budget.race(work(budget.signal));
  } finally {
    budget.end();
  }
}
