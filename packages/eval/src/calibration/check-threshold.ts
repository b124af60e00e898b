import type { CalibratedThreshold, HoldoutEstimate } from "secondpass";
import { percentileInterval } from "../statistics/percentile-interval.ts";
import type { QueryPairs } from "./scored-pair.ts";

/** A part of a whole, query by query. */
interface Share {
  part: number;
  whole: number;
}

/** What a threshold does on queries that it was not chosen on. Intervals draw whole queries: the documents of one go together. */
export function checkThreshold(queries: readonly QueryPairs[], score: number, seed: number): CalibratedThreshold["achieved"] {
  const counts = queries.map(({ pairs }) => {
    const kept = pairs.filter((pair) => pair.score >= score);
    const relevantOf = (some: typeof pairs) => some.filter(({ relevant }) => relevant).length;
    return { kept: kept.length, keptRelevant: relevantOf(kept), relevant: relevantOf(pairs) };
  });
  const precision = counts.map(({ keptRelevant, kept }) => ({ part: keptRelevant, whole: kept }));
  const recall = counts.map(({ keptRelevant, relevant }) => ({ part: keptRelevant, whole: relevant }));
  const kept = counts.reduce((sum, count) => sum + count.kept, 0);
  return {
    precision: kept === 0 ? null : estimate(precision, seed),
    recall: estimate(recall, seed),
    kept,
    queriesWithout: counts.filter((count) => count.kept === 0).length,
  };
}

/** The share in all queries together, so that a query counts by its documents. */
function estimate(shares: readonly Share[], seed: number): HoldoutEstimate {
  const all = shares.keys();
  return { value: shareOf(shares, all), ci95: percentileInterval(shares.length, seed, (drawn) => shareOf(shares, drawn)) };
}

/** NaN where there is no whole. */
function shareOf(shares: readonly Share[], places: Iterable<number>): number {
  let [part, whole] = [0, 0];
  for (const place of places) {
    const share = shares[place] as Share;
    part += share.part;
    whole += share.whole;
  }
  return part / whole;
}
