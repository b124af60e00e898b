import type { RerankOptions } from "../contract/index.ts";
import { startCallBudget } from "../io/call-budget.ts";
import { forEachInTurns } from "../io/for-each-in-turns.ts";

/**
 * Reads texts without holding up the event loop, unless the call's deadline passes first.
 *
 * @returns whether all of them were read
 * @throws the signal's reason, when it is aborted
 */
export async function readInTime(
  texts: readonly string[],
  { signal, deadlineMs }: RerankOptions,
  read: (text: string) => void,
): Promise<boolean> {
  const budget = startCallBudget({ signals: [signal], deadlineMs });
  try {
    await budget.race(forEachInTurns(texts, budget.signal, read));
    return true;
  } catch (error) {
    if (budget.deadlinePassed) return false;
    throw error;
  } finally {
    budget.end();
  }
}
