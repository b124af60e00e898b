import { aggregateOrders, shuffled } from "../../rank/index.ts";
import { askWindow, type WindowAnswer } from "./ask-window.ts";
import type { RankedWindow, WindowQuestion } from "./run.ts";
import type { RunContext } from "./run-context.ts";
import { SpendingStopped } from "./spending.ts";

/**
 * Ranks one window: once, or several times in shuffled orders whose results are averaged. The first time it is shown in the
 * order at hand, which is the best guess there is.
 */
export async function rankWindow(
  context: RunContext,
  positions: readonly number[],
  { top, consistency = 1 }: WindowQuestion,
): Promise<RankedWindow> {
  const { counts } = context;
  const shown = Array.from({ length: consistency }, (_, i) => (i === 0 ? [...positions] : shuffled(positions, context.random)));
  const settled = await Promise.allSettled(shown.map((order) => askWindow(context, order, top)));
  const answers = settled.flatMap((result) => (result.status === "fulfilled" && result.value ? [result.value] : []));
  const failures = settled.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  const fatal = failures.find((reason) => !(reason instanceof SpendingStopped));
  if (fatal !== undefined) throw fatal;
  // Where the money ends between two repeats, the first is worth having.
  if (answers.length === 0 && failures.length > 0) throw failures[0];

  counts.windows++;
  if (answers.length === 0) {
    counts.failedWindows++;
    return { order: [...positions], failed: true };
  }
  for (const position of positions) counts.seen[position] = (counts.seen[position] ?? 0) + answers.length;
  return { order: aggregate(answers), failed: false };
}

function aggregate(answers: readonly WindowAnswer[]): number[] {
  return aggregateOrders(answers.map(({ order }) => order));
}
