/** Mean and population standard deviation. */
export function moments(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

/** Whether values are equal but for the noise of rounding, which dividing by their spread would blow up. */
export function areEqual(values: readonly number[]): boolean {
  const { mean, deviation } = moments(values);
  return values.length === 0 || deviation <= 1e-9 * Math.max(1, Math.abs(mean));
}

/**
 * Values with mean 0 and standard deviation 1, so that scores of different scales may be added. Equal values become 0.
 *
 * @example
 * import { zScores } from "secondpass/rank";
 *
 * zScores([1, 3]); // => [-1, 1]
 * zScores([5, 5]); // => [0, 0]
 */
export function zScores(values: readonly number[]): number[] {
  if (areEqual(values)) return values.map(() => 0);
  const { mean, deviation } = moments(values);
  return values.map((value) => (value - mean) / deviation);
}

/**
 * Values between 0, the least, and 1, the greatest. Equal values become 1.
 *
 * @example
 * import { minMax } from "secondpass/rank";
 *
 * minMax([10, 5, 0]); // => [1, 0.5, 0]
 * minMax([5, 5]); // => [1, 1]
 */
export function minMax(values: readonly number[]): number[] {
  if (areEqual(values)) return values.map(() => 1);
  // Not Math.min(...values), which a list of a hundred thousand overflows.
  const least = values.reduce((a, b) => Math.min(a, b));
  const greatest = values.reduce((a, b) => Math.max(a, b));
  return values.map((value) => (value - least) / (greatest - least));
}
