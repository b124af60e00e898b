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
}

/**
 * The largest plan within some limits: first fewer documents, down to one window, then less consistency, then a smaller
 * window's worth. A plan that is not exact is fitted as it is estimated.
 *
 * @param priceOf input tokens and US dollars of a plan
 * @returns a plan without calls where not even two documents can be shown
 */
export function fitListwise(
  shape: ListwiseShape,
  limits: ListwiseLimits,
  priceOf: (plan: ListwisePlan) => { inputTokens: number; costUsd?: number },
): FittedPlan {
  const { maxCalls = Infinity, maxInputTokens = Infinity, maxCostUsd = Infinity } = limits;
  const { window = 20, consistency = 1 } = shape;
  const fits = (plan: ListwisePlan) => {
    const { inputTokens, costUsd = 0 } = priceOf(plan);
    return plan.calls <= maxCalls && inputTokens <= maxInputTokens && costUsd <= maxCostUsd;
  };
  const tryShape = (depth: number, times: number): FittedPlan | undefined => {
    const plan = planListwise({ ...shape, count: depth, consistency: times });
    return fits(plan) ? { plan, depth, consistency: times } : undefined;
  };
  const oneWindow = Math.min(window, shape.count);
  for (let depth = shape.count; depth >= oneWindow; depth--) {
    const fitted = tryShape(depth, consistency);
    if (fitted) return fitted;
  }
  for (let times = consistency - 1; times >= 1; times--) {
    const fitted = tryShape(oneWindow, times);
    if (fitted) return fitted;
  }
  for (let depth = oneWindow - 1; depth >= 2; depth--) {
    const fitted = tryShape(depth, 1);
    if (fitted) return fitted;
  }
  return { plan: planListwise({ ...shape, count: 0 }), depth: 0, consistency: 1 };
}
