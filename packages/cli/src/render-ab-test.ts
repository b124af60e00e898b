import type { AbTestResult, SimulatedInterleaving } from "@secondpass/eval";
import { signed } from "./render-table.ts";

/** What a comparison decides, what it could have noticed, and what interleaving would take. */
export function renderAbTest(result: AbTestResult): string {
  const { metric, verdict, minimumEffect, holdout, power, standardDeviation, detectableEffect, queriesNeeded } = result;
  const { ci95 = [0, 0], mean = 0 } = result.delta[metric] ?? {};
  const of =
    holdout.queries < holdout.of
      ? `${holdout.queries} of ${holdout.of} judged queries, kept back`
      : `all ${holdout.of} judged queries`;
  const lines = [
    `${verdict}, by ${metric} on ${of}: ${signed(mean)}, 95 % interval ${signed(ci95[0])} to ${signed(ci95[1])}`,
    `differences vary by ${standardDeviation.toFixed(4)} (standard deviation); with a power of ${power} these queries notice ${detectableEffect.toFixed(4)}`,
    `${minimumEffect}, what matters, is noticed by them with a power of ${result.powerForMinimumEffect.toFixed(2)}; ${queriesNeeded.toLocaleString("en")} queries would have ${power}`,
    ...(result.interleaving ? [renderInterleaving(result.interleaving)] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function renderInterleaving({ clicks, preferB, impressionsNeeded }: SimulatedInterleaving): string {
  const users = `interleaved before simulated ${clicks} users`;
  if (preferB === null) return `${users}: no impression is won by either`;
  const share = `b wins ${(100 * preferB).toFixed(1)} % of the impressions that are won`;
  const needed =
    impressionsNeeded === null
      ? "too near one half to tell"
      : `about ${impressionsNeeded.toLocaleString("en")} impressions would show that; this is no evidence for either`;
  return `${users}, ${share}: ${needed}`;
}
