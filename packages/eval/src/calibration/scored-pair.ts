import type { PairCounts } from "secondpass";

/** One candidate of a query: the reranker's raw score, and whether it is relevant. */
export interface ScoredPair {
  score: number;
  relevant: boolean;
}

/** The candidates of one query. They are not independent of each other, so queries are divided and drawn as a whole. */
export interface QueryPairs {
  query: string;
  pairs: ScoredPair[];
}

export function countPairs(queries: readonly QueryPairs[]): PairCounts {
  const pairs = queries.flatMap(({ pairs }) => pairs);
  return { queries: queries.length, pairs: pairs.length, relevant: pairs.filter(({ relevant }) => relevant).length };
}
