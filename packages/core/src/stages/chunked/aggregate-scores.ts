/**
 * How the scores of a document's passages become the document's:
 * - `max` the best passage's.
 * - `mean` of all passages.
 * - `first` the first passage's; the others are not read.
 * - `topMean` the mean of the best few, 3 if not said otherwise.
 * - `decay` all of them, best first, each counting so many times as much as the one before, 0.5 if not said otherwise.
 * - `softmax` a soft maximum with a temperature in units of the score, 1 if not said otherwise.
 */
export type Aggregate =
  | "max"
  | "mean"
  | "first"
  | "topMean"
  | "decay"
  | "softmax"
  | { topMean: number }
  | { decay: number }
  | { softmax: number };

/** An aggregate with its number. */
export interface AggregateFunction {
  name: "max" | "mean" | "first" | "topMean" | "decay" | "softmax";
  value: number;
}

const usual: Record<AggregateFunction["name"], number> = { max: 0, mean: 0, first: 0, topMean: 3, decay: 0.5, softmax: 1 };

/** The long form of an aggregate; nothing is checked. */
export function aggregateFunction(aggregate: Aggregate): AggregateFunction {
  if (typeof aggregate === "string") return { name: aggregate, value: usual[aggregate] };
  const [[name, value]] = Object.entries(aggregate) as [[AggregateFunction["name"], number]];
  return { name, value };
}

/**
 * One score out of those of a document's passages. Whichever way, it lies between the least and the best of them, so it stays on the
 * scale of the reranker and one passage alone keeps its score; and it never falls when a passage's score rises.
 *
 * With s1 … sn in the document's order, and s(1) ≥ … ≥ s(n):
 * - `max` s(1), `first` s1 (MaxP and FirstP of Dai & Callan, Deeper Text Understanding for IR with Contextual Neural Language
 *   Modeling, 2019); `mean` (s1 + … + sn) / n, their SumP without its preference for long documents.
 * - `topMean` of m: (s(1) + … + s(k)) / k, k = min(m, n) (Zhang, Yates & Lin, Comparing Score Aggregation Approaches for Document
 *   Retrieval with Pretrained Transformers, 2021).
 * - `decay` of d: Σ d^(i-1) s(i) / Σ d^(i-1): `max` at 0, `mean` at 1. An ordered weighted average (Yager, 1988).
 * - `softmax` of t: t ln((e^(s1/t) + … + e^(sn/t)) / n): `max` as t goes to 0, `mean` as it grows. Asadi & Littman, An Alternative
 *   Softmax Operator for Reinforcement Learning, 2017: the usual one, a mean weighted by the softmax, may fall when a score rises.
 *
 * Scores of 1, 4 and 3 come to 4 as `max`, to 3.5 as `{ topMean: 2 }`.
 *
 * @param scores at least one, in the document's order
 */
export function aggregateScores(scores: readonly number[], aggregate: Aggregate): number {
  const { name, value } = aggregateFunction(aggregate);
  const [first = 0] = scores;
  // To the last bit, sign of a zero included: sums and logarithms do not keep those.
  if (scores.length === 1) return first;
  const best = scores.reduce((best, score) => Math.max(best, score), first);
  if (name === "max") return best;
  if (name === "first") return first;
  if (name === "mean") return mean(scores);
  if (name === "softmax") return best + value * Math.log(mean(scores.map((score) => Math.exp((score - best) / value))));
  const falling = scores.toSorted((a, b) => b - a);
  if (name === "topMean") return mean(falling.slice(0, value));
  const weights = falling.map((_, i) => value ** i);
  return sum(falling.map((score, i) => score * (weights[i] as number))) / sum(weights);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
