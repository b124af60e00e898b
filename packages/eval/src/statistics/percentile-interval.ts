import { seededRandom } from "secondpass/adapter";
import { quantileSorted } from "simple-statistics";

/** How often queries are drawn again. */
export const resamples = 10_000;

/**
 * The 95 % interval of anything that is computed over queries, by the percentile bootstrap: they are drawn again with replacement,
 * 10,000 times, and the statistic is computed anew. Draws for which it is not defined (NaN) are left out.
 *
 * @param statistic of the queries drawn, given by their places
 */
export function percentileInterval(
  queries: number,
  seed: number,
  statistic: (drawn: Uint32Array) => number,
): [low: number, high: number] {
  const random = seededRandom(seed);
  const drawn = new Uint32Array(queries);
  const values: number[] = [];
  for (let i = 0; i < resamples; i++) {
    for (let j = 0; j < queries; j++) drawn[j] = Math.floor(random() * queries);
    const value = statistic(drawn);
    if (!Number.isNaN(value)) values.push(value);
  }
  const sorted = Array.from(Float64Array.from(values).sort());
  return [quantileSorted(sorted, 0.025), quantileSorted(sorted, 0.975)];
}
