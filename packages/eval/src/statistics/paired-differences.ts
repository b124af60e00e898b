import { seededRandom } from "secondpass/adapter";
import { percentileInterval, resamples } from "./percentile-interval.ts";

/** With so few differences that are not 0, every one of their 2^n signs is tried. */
const exactUpTo = 16;

/**
 * The 95 % interval of the mean of paired differences by the percentile bootstrap: queries are drawn again with replacement,
 * 10,000 times. Efron & Tibshirani, An introduction to the bootstrap, 1993; for retrieval Sakai, Evaluating evaluation metrics
 * based on the bootstrap, 2006.
 *
 * @param differences one for each query, at least one
 * @param seed the same seed gives the same interval
 *
 * @example
 * import { bootstrapInterval } from "@secondpass/eval";
 *
 * bootstrapInterval([0.5, 0.5, 0.5]); // => [0.5, 0.5]
 */
export function bootstrapInterval(differences: readonly number[], seed = 1): [low: number, high: number] {
  const { length } = differences;
  return percentileInterval(length, seed, (drawn) => {
    let sum = 0;
    for (const i of drawn) sum += differences[i] as number;
    return sum / length;
  });
}

/**
 * How often chance alone would give a mean difference at least as far from 0, either way: Fisher's randomisation test, which swaps
 * the two systems query by query. Exact up to 16 queries that differ, beyond that from 10,000 swaps, never below 1 / 10,001.
 * Smucker, Allan & Carterette, A comparison of statistical significance tests for information retrieval evaluation, 2007.
 *
 * @example
 * import { randomisationTest } from "@secondpass/eval";
 *
 * randomisationTest([0.1, 0.1, 0.1, 0.1]); // => 0.125
 */
export function randomisationTest(differences: readonly number[], seed = 1): number {
  const changed = differences.filter((difference) => difference !== 0);
  if (changed.length === 0) return 1;
  // Sums of the same numbers in another order differ in their last bits; a tie must not be lost to that.
  const observed = Math.abs(changed.reduce((sum, difference) => sum + difference, 0)) * (1 - 1e-12);
  if (changed.length <= exactUpTo) return exactShare(changed, observed);
  const random = seededRandom(seed);
  let asFar = 1;
  for (let i = 0; i < resamples; i++) {
    let sum = 0;
    for (const difference of changed) sum += random() < 0.5 ? difference : -difference;
    if (Math.abs(sum) >= observed) asFar++;
  }
  return asFar / (resamples + 1);
}

function exactShare(differences: readonly number[], observed: number): number {
  const signs = 2 ** differences.length;
  let asFar = 0;
  for (let bits = 0; bits < signs; bits++) {
    const sum = differences.reduce((sum, difference, i) => sum + (bits & (1 << i) ? difference : -difference), 0);
    if (Math.abs(sum) >= observed) asFar++;
  }
  return asFar / signs;
}
