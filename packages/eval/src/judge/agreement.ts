import { cohenKappa, type KappaWeights } from "../statistics/cohen-kappa.ts";
import { percentileInterval } from "../statistics/percentile-interval.ts";
import { relevantFrom, scale } from "./rubric.ts";

/** A value with its 95 % interval, by bootstrap over queries. */
export interface Estimate {
  value: number;
  ci95: [low: number, high: number];
}

/** How far two that graded the same documents agree. A kappa is null where chance leaves no room for disagreement. */
export interface Agreement {
  queries: number;
  /** Documents that both graded. */
  documents: number;
  /** Share of them that got the same grade from both; null where their scales differ. */
  same: number | null;
  /** Cohen's kappa over the four grades; null where the scales differ. */
  kappa: Estimate | null;
  /** The same with a disagreement counted by its square: 0 against 3 is nine times 0 against 1. */
  weightedKappa: Estimate | null;
  /** Cohen's kappa on whether a document is relevant: for the judge, grade 2 or 3. */
  binaryKappa: Estimate | null;
}

/** Grades that two gave to the same documents of one query; by pair of raters, where there are several. */
export type GradePairs = readonly (readonly (readonly [first: number, second: number])[])[];

/** How the second of two graded. */
export interface SecondScale {
  /** From which grade on a document is relevant. Default: as the judge's. */
  relevantFrom?: number;
  /** Whether the grades mean the same as the judge's. Default: true. */
  isSame?: boolean;
}

/**
 * Agreement over queries; of several pairs of raters, the mean of theirs. Light, Measures of response agreement for qualitative data,
 * 1971. Queries without a document that both graded do not count.
 */
export function agreementOf(byQuery: readonly GradePairs[], seed: number, second: SecondScale = {}): Agreement {
  const { relevantFrom: secondFrom = relevantFrom, isSame = true } = second;
  const shared = byQuery.filter((pairs) => pairs.some((graded) => graded.length > 0));
  const all = shared.flat(2);
  const binary = shared.map((pairs) =>
    pairs.map((graded) => graded.map(([a, b]) => [Number(a >= relevantFrom), Number(b >= secondFrom)] as const)),
  );
  const ofGrades = (weights: KappaWeights) => (isSame ? estimateKappa(shared, scale.length, weights, seed) : null);
  return {
    queries: shared.length,
    documents: shared.reduce((sum, pairs) => sum + Math.max(...pairs.map((graded) => graded.length)), 0),
    same: isSame && all.length > 0 ? all.filter(([a, b]) => a === b).length / all.length : null,
    kappa: ofGrades("none"),
    weightedKappa: ofGrades("quadratic"),
    binaryKappa: estimateKappa(binary, 2, "none", seed),
  };
}

/** Kappa over queries with its interval; null where it is not defined. */
function estimateKappa(byQuery: readonly GradePairs[], size: number, weights: KappaWeights, seed: number): Estimate | null {
  const raterPairs = byQuery[0]?.length ?? 0;
  const cells = size * size;
  // Of each pair of raters one row of tables after the other: it is summed ten thousand times.
  const tables = Array.from({ length: raterPairs }, (_, pair) => countPairs(byQuery, pair, size));
  const sums = new Float64Array(cells);
  const rows = Array.from({ length: size }, (_, row) => sums.subarray(row * size, (row + 1) * size));

  function statistic(drawn: Uint32Array): number {
    let total = 0;
    for (const table of tables) {
      sums.fill(0);
      for (const query of drawn) {
        for (let cell = 0; cell < cells; cell++) sums[cell] = (sums[cell] as number) + (table[query * cells + cell] as number);
      }
      total += cohenKappa(rows, weights);
    }
    return total / raterPairs;
  }

  const value = statistic(Uint32Array.from(byQuery.keys()));
  return Number.isNaN(value) ? null : { value, ci95: percentileInterval(byQuery.length, seed, statistic) };
}

/** How often the pair gave each two grades, a table for each query. */
function countPairs(byQuery: readonly GradePairs[], pair: number, size: number): Float64Array {
  const counts = new Float64Array(byQuery.length * size * size);
  for (const [query, pairs] of byQuery.entries()) {
    for (const [a, b] of pairs[pair] ?? []) {
      const cell = (query * size + a) * size + b;
      counts[cell] = (counts[cell] as number) + 1;
    }
  }
  return counts;
}
