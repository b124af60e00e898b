import { fusePrior } from "../../../rank/index.ts";
import type { Strategy } from "../run.ts";

/** One window over the head of the list; the rest keeps its order. One call. */
export const single: Strategy = async (run, order) => {
  const head = order.slice(0, run.window);
  if (head.length < 2) return [...order];
  const ranked = await run.rank(head, { top: Math.min(run.topK, head.length), consistency: run.consistency });
  return [...fusePrior(ranked.order, head, ranked.failed ? 0 : run.priorWeight), ...order.slice(head.length)];
};
