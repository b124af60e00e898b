import type { QueryPairs } from "./scored-pair.ts";

/** Pairs of all queries by falling score, in arrays: intervals go through them thousands of times. */
export interface RankedPairs {
  scores: Float64Array;
  relevant: Uint8Array;
  /** Place of the query in the list. */
  query: Uint32Array;
  /** Relevant pairs of each query. */
  relevantOf: readonly number[];
}

/** The documents from some score on: how many, and how many of them are relevant. */
export interface Cut {
  score: number;
  kept: number;
  relevant: number;
}

export function rankPairs(queries: readonly QueryPairs[]): RankedPairs {
  const pairs = queries
    .flatMap(({ pairs }, query) => pairs.map((pair) => ({ ...pair, query })))
    .sort((a, b) => b.score - a.score);
  return {
    scores: Float64Array.from(pairs, ({ score }) => score),
    relevant: Uint8Array.from(pairs, ({ relevant }) => Number(relevant)),
    query: Uint32Array.from(pairs, ({ query }) => query),
    relevantOf: queries.map(({ pairs }) => pairs.filter(({ relevant }) => relevant).length),
  };
}

/**
 * Shows every cut that keeps anything, the highest first.
 *
 * @param times how often each query counts
 * @param visit gets the same object every time; ends the visit with false
 */
export function visitCuts({ scores, relevant, query }: RankedPairs, times: Uint32Array, visit: (cut: Cut) => boolean): void {
  const cut: Cut = { score: 0, kept: 0, relevant: 0 };
  let shown = 0;
  for (let i = 0; i < scores.length; i++) {
    const count = times[query[i] as number] as number;
    cut.kept += count;
    cut.relevant += count * (relevant[i] as number);
    // Equal scores are kept together or not at all; a score that no document of a counted query has is no cut.
    if (scores[i] === scores[i + 1] || cut.kept === shown) continue;
    shown = cut.kept;
    cut.score = scores[i] as number;
    if (!visit(cut)) return;
  }
}
