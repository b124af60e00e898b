/**
 * Brings the numbers from `start` on to length 1, in place. Numbers of length 0, or that are none, become NaN, which is then told as what
 * it is: a score that is no number.
 */
export function normaliseVector(values: Float32Array, start: number, dimensions: number): void {
  let sum = 0;
  for (let i = start; i < start + dimensions; i++) sum += (values[i] as number) ** 2;
  const length = Math.sqrt(sum);
  for (let i = start; i < start + dimensions; i++) values[i] = (values[i] as number) / length;
}
