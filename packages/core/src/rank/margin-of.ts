import type { DocumentInput } from "../contract/index.ts";
import { firstStageScoreOf } from "./assemble-ranking.ts";
import { moments } from "./normalise.ts";

/** How a margin is made comparable between queries. */
export type MarginScale = "none" | "range" | "deviation";

export interface MarginOptions {
  /** 1-based ranks, the better first: how far the one is above the other. Default: `[1, 3]`. */
  between?: readonly [number, number];
  /**
   * What the difference is divided by: `none`, for scores that mean the same in every query, such as cosines; `range`, the
   * difference between the highest and the lowest score; `deviation`, the standard deviation over the candidates. Default: `deviation`.
   */
  normalise?: MarginScale;
}

/**
 * How far the first stage's best stands above the others: the difference of the scores at two ranks. How high the best one scores
 * says little about whether it is right; how far it is above the third says more.
 *
 * @param documents in first-stage order, with first-stage scores, higher is better
 * @returns `undefined` where a document has no score, or there are not as many documents as the lower rank says; 0 where all
 * scores are equal
 *
 * @example
 * import { marginOf } from "secondpass/rank";
 *
 * const documents = [5, 5, 1, 1].map((score) => ({ text: "any", score }));
 * marginOf(documents); // => 2
 * marginOf(documents, { normalise: "range" }); // => 1
 * marginOf(documents, { normalise: "none" }); // => 4
 * marginOf(["no scores", "at", "all"]); // => undefined
 */
export function marginOf(
  documents: readonly DocumentInput[],
  { between: [upper, lower] = [1, 3], normalise = "deviation" }: MarginOptions = {},
): number | undefined {
  if (documents.length < lower) return undefined;
  const scores = documents.map(firstStageScoreOf);
  if (!scores.every((score) => score !== undefined)) return undefined;
  const difference = (scores[upper - 1] as number) - (scores[lower - 1] as number);
  const unit = unitOf(scores, normalise);
  return unit === 0 ? 0 : difference / unit;
}

function unitOf(scores: readonly number[], normalise: MarginScale): number {
  if (normalise === "none") return 1;
  if (normalise === "deviation") return moments(scores).deviation;
  return scores.reduce((most, score) => Math.max(most, score)) - scores.reduce((least, score) => Math.min(least, score));
}
