import { areEqual, minMax, zScores } from "./normalise.ts";
import { sumContributions } from "./sum-contributions.ts";

/** How scores of different scales are made comparable. */
export type ScoreNormalisation = "minMax" | "zScore" | "distribution";

export interface FuseScoresOptions {
  /** Default: `minMax`. */
  method?: ScoreNormalisation;
  /** One for each list. Default: 1 each. */
  weights?: readonly number[];
}

/**
 * Score fusion: a key's score is the sum of `weight x normalised score` over the lists that have it (CombSUM; Fox & Shaw, Combination of
 * Multiple Searches, 1994). A list that does not have it adds nothing, so no normalisation is negative: nobody is worse off for having been found.
 *
 * - `minMax`: 0 for a list's last, 1 for its best.
 * - `zScore`: standard deviations above the list's last. Scores far off the others weigh as much as they are far.
 * - `distribution`: (z + 3) / 6, at least 0, as if scores reached three deviations below and above their mean; whoever a list lacks counts
 *   as three below. Mazzeschi, Distribution-Based Score Fusion, 2023.
 *
 * Scores that are all equal become 1; with `distribution` 0.5, what the mean is.
 *
 * @param lists finite scores by key, higher is better
 *
 * @example
 * import { fuseScores } from "secondpass/rank";
 *
 * const words = new Map([["a", 20], ["b", 15], ["c", 10]]);
 * const vectors = new Map([["b", 0.9], ["d", 0.1]]);
 * [...fuseScores([words, vectors])]; // => [["b", 1.5], ["a", 1], ["c", 0], ["d", 0]]
 */
export function fuseScores<Key>(
  lists: readonly ReadonlyMap<Key, number>[],
  { method = "minMax", weights = lists.map(() => 1) }: FuseScoresOptions = {},
): Map<Key, number> {
  const normalise = normalisations[method];
  const normalised = lists.map((list) => {
    const scores = normalise([...list.values()]);
    return new Map([...list.keys()].map((key, i) => [key, scores[i] as number]));
  });
  return sumContributions(normalised, weights);
}

const normalisations: Record<ScoreNormalisation, (scores: readonly number[]) => number[]> = {
  minMax,
  zScore(scores) {
    if (areEqual(scores)) return scores.map(() => 1);
    const z = zScores(scores);
    const least = z.reduce((least, value) => Math.min(least, value), 0);
    return z.map((value) => value - least);
  },
  distribution: (scores) => zScores(scores).map((z) => Math.max(0, (z + 3) / 6)),
};

export const scoreNormalisations: readonly string[] = Object.keys(normalisations);
