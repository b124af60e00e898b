/**
 * How far two lists of values agree on the order of the same things, from -1 to 1, ties allowed for: Kendall's tau-b. Kendall, The
 * treatment of ties in ranking problems, 1945.
 *
 * @returns NaN where all values of a list are equal, or there is one alone
 *
 * @example
 * import { kendallTau } from "@secondpass/eval";
 *
 * kendallTau([0.4, 0.5, 0.6], [0.3, 0.7, 0.6]); // => 1 / 3
 */
export function kendallTau(a: readonly number[], b: readonly number[]): number {
  let agreeing = 0;
  let untiedA = 0;
  let untiedB = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) {
      const [inA, inB] = [a, b].map((values) => Math.sign((values[i] as number) - (values[j] as number))) as [number, number];
      agreeing += inA * inB;
      untiedA += Math.abs(inA);
      untiedB += Math.abs(inB);
    }
  }
  return agreeing / Math.sqrt(untiedA * untiedB);
}
