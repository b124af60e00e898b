import { type CalibrationTarget, RerankError } from "secondpass";
import { percentileInterval } from "../statistics/percentile-interval.ts";
import { type Cut, type RankedPairs, rankPairs, visitCuts } from "./rank-pairs.ts";
import type { QueryPairs } from "./scored-pair.ts";

/** Where a target is reached, on the queries that it was looked for. */
export interface FoundThreshold {
  score: number;
  scoreCi95: [low: number, high: number | null];
  /** Documents at or above it. */
  kept: number;
}

/**
 * The threshold that a target asks for: for a precision the lowest score from which it holds, so that as many as possible are kept; for
 * a recall the highest. Its interval is that of the same choice made on queries drawn again.
 *
 * @throws {RerankError} `invalid_options` for a precision that no score reaches; the message says which is the best
 */
export function findThreshold(queries: readonly QueryPairs[], target: CalibrationTarget, seed: number): FoundThreshold {
  const ranked = rankPairs(queries);
  const times = new Uint32Array(queries.length).fill(1);
  const found = findCut(ranked, times, target);
  if (!found) throw unreachable(ranked, times, target);
  const [low, high] = percentileInterval(queries.length, seed, (drawn) => {
    times.fill(0);
    for (const query of drawn) times[query] = (times[query] as number) + 1;
    return findCut(ranked, times, target)?.score ?? Number.POSITIVE_INFINITY;
  });
  const { score, kept } = found;
  // Few draws may reach what all queries together do.
  return { score, scoreCi95: [Math.min(low, score), Number.isFinite(high) ? high : null], kept };
}

function findCut(ranked: RankedPairs, times: Uint32Array, { measure, value }: CalibrationTarget): Cut | undefined {
  const relevant = ranked.relevantOf.reduce((sum, count, query) => sum + count * (times[query] as number), 0);
  if (relevant === 0) return undefined;
  let found: Cut | undefined;
  visitCuts(ranked, times, (cut) => {
    if (measure === "precision") {
      if (cut.relevant / cut.kept >= value) found = { ...cut };
      return true;
    }
    if (cut.relevant / relevant < value) return true;
    found = { ...cut };
    return false;
  });
  return found;
}

function unreachable(ranked: RankedPairs, times: Uint32Array, { measure, value }: CalibrationTarget): RerankError {
  let best: Cut = { score: Number.NaN, kept: 1, relevant: 0 };
  visitCuts(ranked, times, (cut) => {
    if (cut.relevant / cut.kept >= best.relevant / best.kept) best = { ...cut };
    return true;
  });
  const { score, kept, relevant } = best;
  const reached = `the best is ${(relevant / kept).toFixed(3)}, from score ${score} on (${relevant} of ${kept} documents kept)`;
  return new RerankError(
    "invalid_options",
    `${measure} ${value} is reached at no score: ${reached}; ask for less, or take a better reranker`,
  );
}
