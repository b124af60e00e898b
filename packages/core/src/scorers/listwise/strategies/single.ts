import { fusePrior } from "../../../rank/index.ts";
import type { Strategy } from "../run.ts";

/** One window over the head of the list; the rest keeps its order. One call. */
export const single: Strategy = async (run, order) => {
  const head = order.slice(0, run.window);
  if (head.length < 2) return [...order];
  const withRest = (known: readonly number[]) => [...fusePrior(known, head, run.priorWeight), ...order.slice(head.length)];
  const { order: known, failed } = await run.rank(head, {
    top: Math.min(run.topK, head.length),
    consistency: run.consistency,
    onAnswer: (soFar) => run.update(withRest(soFar)),
  });
  return failed ? [...order] : withRest(known);
};
