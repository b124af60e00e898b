/**
 * p-values held to account for how many there are, in the order given: Holm's step-down procedure, which keeps the chance of even
 * one false discovery at the level that each is compared with. Holm, A simple sequentially rejective multiple test procedure, 1979.
 *
 * @example
 * import { holm } from "@secondpass/eval";
 *
 * holm([0.01, 0.04, 0.03]); // => [0.03, 0.06, 0.06]
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => (pValues[a] as number) - (pValues[b] as number));
  const adjusted = [...pValues];
  let least = 0;
  for (const [step, i] of order.entries()) {
    least = Math.max(least, Math.min(1, (pValues[i] as number) * (pValues.length - step)));
    adjusted[i] = least;
  }
  return adjusted;
}
