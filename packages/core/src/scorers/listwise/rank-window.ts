import { aggregateOrders, shuffled } from "../../rank/index.ts";
import { askWindow } from "./ask-window.ts";
import type { RankedWindow, WindowQuestion } from "./run.ts";
import type { RunContext } from "./run-context.ts";

/**
 * Ranks one window: once, or several times in shuffled orders whose results are averaged. The first time it is shown in the
 * order at hand, which is the best guess there is.
 */
export async function rankWindow(
  context: RunContext,
  positions: readonly number[],
  { top, consistency = 1, onAnswer }: WindowQuestion,
): Promise<RankedWindow> {
  const { counts } = context;
  const random = context.fork();
  const shown = Array.from({ length: consistency }, (_, i) => (i === 0 ? [...positions] : shuffled(positions, random)));
  const orders: (number[] | undefined)[] = shown.map(() => undefined);
  const answered = () => orders.filter((order) => order !== undefined);
  const asked = await Promise.all(
    shown.map(async (order, i) => {
      const { answer, calls } = await askWindow(context, order, top);
      if (!answer) return calls;
      orders[i] = answer.order;
      for (const position of positions) counts.seen[position] = (counts.seen[position] ?? 0) + 1;
      if (consistency > 1) onAnswer?.(aggregateOrders(answered(), positions));
      return calls;
    }),
  );
  // What the budget left no call for has not failed.
  if (asked.some((calls) => calls > 0)) counts.windows++;
  if (answered().length > 0) return { order: aggregateOrders(answered(), positions), failed: false };
  if (asked.some((calls) => calls > 0)) counts.failedWindows++;
  return { order: [...positions], failed: true };
}
