import type { Delta } from "../statistics/compare-values.ts";

/**
 * - `b is better`, `a is better`: the 95 % interval of the difference does not reach 0, and chance would bring as much less often than
 *   alpha.
 * - `no difference that matters`: the whole interval is nearer to 0, on either side, than the smallest difference that matters.
 * - `undecided`: neither; only more queries would tell.
 */
export type Verdict = "b is better" | "a is better" | "no difference that matters" | "undecided";

/** What a comparison decides, by the rule above. */
export function decide({ ci95: [low, high], pValue }: Delta, minimumEffect: number, alpha: number): Verdict {
  if (pValue < alpha && low > 0) return "b is better";
  if (pValue < alpha && high < 0) return "a is better";
  return low > -minimumEffect && high < minimumEffect ? "no difference that matters" : "undecided";
}
