/**
 * The cosine of two vectors of length 1, their product. Four sums side by side: the processor need not wait for one addition
 * before it begins the next.
 *
 * @example
 * cosine(Float32Array.of(0, 1), Float32Array.of(0, -1)); // => -1
 */
export function cosine(a: Float32Array, b: Float32Array): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  const { length } = a;
  const whole = length - (length % 4);
  for (let i = 0; i < whole; i += 4) {
    first += (a[i] as number) * (b[i] as number);
    second += (a[i + 1] as number) * (b[i + 1] as number);
    third += (a[i + 2] as number) * (b[i + 2] as number);
    fourth += (a[i + 3] as number) * (b[i + 3] as number);
  }
  for (let i = whole; i < length; i++) first += (a[i] as number) * (b[i] as number);
  return first + second + (third + fourth);
}
