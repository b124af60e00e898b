import type { PlattMapping, ScoreMapping } from "../contract/index.ts";

// Log-odds of 0 and 1 are infinite. Beyond these ends a provider's rounding has said all that there is to say.
const leastShare = 1e-9;

/**
 * The calibrated probability that a document with this score is relevant, in 64 bits. It never falls as the score rises, but different
 * scores may have the same one: sort on the score.
 *
 * @param mapping a calibration, or its method and parameters
 *
 * @example
 * import { probabilityOf } from "secondpass/rank";
 *
 * const mapping = { method: "platt", parameters: { input: "score", slope: 2, intercept: -1 } };
 * probabilityOf(mapping, 0.5); // => 0.5
 * probabilityOf({ method: "isotonic", parameters: { scores: [0, 1], probabilities: [0.25, 0.75] } }, 0.5); // => 0.5
 */
export function probabilityOf(mapping: ScoreMapping, score: number): number {
  if (mapping.method === "platt") return 1 / (1 + Math.exp(-plattLogit(mapping, score)));
  const { scores, probabilities } = mapping.parameters;
  const next = scores.findIndex((other) => other > score);
  if (next === 0) return probabilities[0] as number;
  if (next < 0) return probabilities.at(-1) as number;
  const [low, high] = [scores[next - 1] as number, scores[next] as number];
  const [from, to] = [probabilities[next - 1] as number, probabilities[next] as number];
  // Rounding must not lift it above the point that it leads to.
  return Math.min(to, from + ((score - low) / (high - low)) * (to - from));
}

/**
 * What the log-odds of a Platt mapping are a straight line of: the score, or the score's own log-odds, held off the infinite ones of 0
 * and 1.
 *
 * @example
 * import { plattInput } from "secondpass/rank";
 *
 * plattInput("score", 0.75); // => 0.75
 * plattInput("logOdds", 0.75) === Math.log(3); // => true
 */
export function plattInput(input: PlattMapping["parameters"]["input"], score: number): number {
  if (input === "score") return score;
  const share = Math.min(1 - leastShare, Math.max(leastShare, score));
  return Math.log(share / (1 - share));
}

function plattLogit({ parameters: { input, slope, intercept } }: PlattMapping, score: number): number {
  return slope * plattInput(input, score) + intercept;
}
