import type { ScoreMapping } from "../contract/index.ts";

/**
 * The lowest score whose calibrated probability is at least this high: `probabilityOf` the other way round, so that a threshold on
 * probabilities is one on scores. `-Infinity` where every score has it, `undefined` where none does.
 *
 * @param probability above 0 and at most 1
 *
 * @example
 * import { leastScoreFor } from "secondpass/rank";
 *
 * leastScoreFor({ method: "platt", parameters: { input: "score", slope: 2, intercept: -1 } }, 0.5); // => 0.5
 * const mapping = { method: "isotonic", parameters: { scores: [0, 1], probabilities: [0.25, 0.75] } };
 * leastScoreFor(mapping, 0.5); // => 0.5
 * leastScoreFor(mapping, 0.25); // => -Infinity
 * leastScoreFor(mapping, 0.8); // => undefined
 */
export function leastScoreFor(mapping: ScoreMapping, probability: number): number | undefined {
  if (mapping.method === "platt") {
    if (probability >= 1) return undefined;
    const { input, slope, intercept } = mapping.parameters;
    const x = (Math.log(probability / (1 - probability)) - intercept) / slope;
    return input === "score" ? x : 1 / (1 + Math.exp(-x));
  }
  const { scores, probabilities } = mapping.parameters;
  const next = probabilities.findIndex((other) => other >= probability);
  if (next < 0) return undefined;
  if (next === 0) return Number.NEGATIVE_INFINITY;
  const [low, high] = [scores[next - 1] as number, scores[next] as number];
  const [from, to] = [probabilities[next - 1] as number, probabilities[next] as number];
  return Math.min(high, low + ((probability - from) / (to - from)) * (high - low));
}
