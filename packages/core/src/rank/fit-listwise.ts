import { type ListwisePlan, type ListwiseShape, planListwise } from "./plan-listwise.ts";

export interface ListwiseLimits {
  maxCalls?: number;
  maxInputTokens?: number;
  maxCostUsd?: number;
}

/** A plan that keeps its limits, and what was given up for it. */
export interface FittedPlan {
  plan: ListwisePlan;
  /** Documents that the model will see, from the head of the list. */
  depth: number;
  consistency: number;
  passes: number;
}

/**
 * The largest plan within some limits: first fewer documents, down to one window, then less consistency, then fewer passes,
 * then less than a window. A plan that is not exact is fitted as it is estimated.
 *
 * @param priceOf input tokens and US dollars of a plan for so many documents from the head of the list
 * @returns a plan without calls where not even two documents can be shown
 */
export function fitListwise(
  shape: ListwiseShape,
  limits: ListwiseLimits,
  priceOf: (plan: ListwisePlan, depth: number) => { inputTokens: number; costUsd?: number },
): FittedPlan {
  const { maxCalls = Infinity, maxInputTokens = Infinity, maxCostUsd = Infinity } = limits;
  const { window = 20, consistency = 1, passes = 1 } = shape;
  const oneWindow = Math.min(window, shape.count);
  const { strategy } = planListwise(shape);
  // These two never look further.
  const most = strategy === "single" || strategy === "refine" ? oneWindow : shape.count;
  for (const tried of candidates()) {
    const plan = planListwise({ ...shape, count: tried.depth, consistency: tried.consistency, passes: tried.passes });
    const { inputTokens, costUsd = 0 } = priceOf(plan, tried.depth);
    if (plan.calls <= maxCalls && inputTokens <= maxInputTokens && costUsd <= maxCostUsd) return { plan, ...tried };
  }
  return { plan: { ...planListwise({ ...shape, count: 0 }), strategy }, depth: 0, consistency: 1, passes: 1 };

  function* candidates(): Generator<Omit<FittedPlan, "plan">> {
    for (let depth = most; depth >= oneWindow; depth--) yield { depth, consistency, passes };
    for (let times = consistency - 1; times >= 1; times--) yield { depth: oneWindow, consistency: times, passes };
    for (let times = passes - 1; times >= 1; times--) yield { depth: oneWindow, consistency: 1, passes: times };
    for (let depth = oneWindow - 1; depth >= 2; depth--) yield { depth, consistency: 1, passes: 1 };
  }
}
