import { sumContributions } from "./sum-contributions.ts";

export interface FuseRanksOptions {
  /** How little the first ranks stand out, at least 0; at 0 the first counts twice as much as the second. Default: 60. */
  k?: number;
  /** One for each list. Default: 1 each. */
  weights?: readonly number[];
}

/**
 * Reciprocal rank fusion: a key's score is the sum of `weight / (k + rank)` over the lists that have it, with ranks from 1. A list that
 * does not have it adds nothing; a key that a list repeats takes one rank there, its first. Best first, ties to the earlier list.
 * Cormack, Clarke & Büttcher, Reciprocal Rank Fusion Outperforms Condorcet and Individual Rank Learning Methods, SIGIR 2009.
 *
 * @param lists keys, best first
 *
 * @example
 * import { fuseRanks } from "secondpass/rank";
 *
 * [...fuseRanks([["a", "b"], ["b", "c"]], { k: 0 })]; // => [["b", 1.5], ["a", 1], ["c", 0.5]]
 */
export function fuseRanks<Key>(
  lists: readonly (readonly Key[])[],
  { k = 60, weights = lists.map(() => 1) }: FuseRanksOptions = {},
): Map<Key, number> {
  const reciprocals = lists.map((list) => new Map([...new Set(list)].map((key, i) => [key, 1 / (k + i + 1)])));
  return sumContributions(reciprocals, weights);
}
