import { fusePrior, planWindows } from "../../../rank/index.ts";
import type { Strategy } from "../run.ts";

/**
 * A window that moves from the end of the list to its head and carries the best along. Serial: each window needs the one
 * before. Sun et al., RankGPT, 2023.
 */
export const slidingWindow: Strategy = async (run, order) => {
  const { window, stride, topK, passes, consistency, priorWeight } = run;
  const current = [...order];
  for (let pass = 0; pass < passes; pass++) {
    for (const { start, end } of planWindows(order.length, { window, stride })) {
      // What the next window does not see again need not be in order, but for the head of the list.
      const carried = start === 0 ? topK : Math.max(window - stride, topK);
      const ranked = await run.rank(current.slice(start, end), { top: Math.min(carried, end - start), consistency });
      const isFinal = pass === passes - 1 && start === 0;
      const shown = new Set(ranked.order);
      const prior = order.filter((position) => shown.has(position));
      const fused = isFinal && !ranked.failed ? fusePrior(ranked.order, prior, priorWeight) : ranked.order;
      current.splice(start, end - start, ...fused);
      run.update(current);
    }
  }
  return current;
};
