/** Mean and population standard deviation. */
export function moments(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
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
  const { mean, deviation } = moments(values);
  // Below this, the differences are rounding noise of equal values; dividing by it would blow them up.
  const isConstant = deviation <= 1e-9 * Math.max(1, Math.abs(mean));
  return values.map((value) => (isConstant ? 0 : (value - mean) / deviation));
}
