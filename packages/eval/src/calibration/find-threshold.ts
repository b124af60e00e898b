import { type CalibratedThreshold, type CalibrationTarget, RerankError } from "secondpass";
import { percentileInterval } from "../statistics/percentile-interval.ts";
import { type Cut, type RankedPairs, rankPairs, visitCuts } from "./rank-pairs.ts";
import type { QueryPairs } from "./scored-pair.ts";

/** Where a target is reached, on the queries that it was looked for. */
export type FoundThreshold = Pick<CalibratedThreshold, "score" | "scoreCi95">;

/** Of fewer documents a precision is the luck of one or two: the very best is relevant nearly everywhere. */
const leastDocuments = 10;

/**
 * The threshold that a target asks for: for a precision the lowest score from which it holds, so that as many as possible are kept; for
 * a recall the highest. Its interval is that of the same choice made on queries drawn again.
 *
 * @param least documents that a precision has to be of
 * @throws {RerankError} `invalid_options` for a precision that no score reaches; the message says which is the best
 */
export function findThreshold(
  queries: readonly QueryPairs[],
  target: CalibrationTarget,
  seed: number,
  least: number = leastDocuments,
): FoundThreshold {
  const ranked = rankPairs(queries);
  const times = new Uint32Array(queries.length).fill(1);
  const score = findScore(ranked, times, target, least);
  if (score === undefined) throw unreachable(ranked, times, target, least);
  // A recall is missed only where a draw has no relevant document; there is none then.
  const unreached = target.measure === "recall" ? Number.NaN : Number.POSITIVE_INFINITY;
  const [low, high] = percentileInterval(queries.length, seed, (drawn) => {
    times.fill(0);
    for (const query of drawn) times[query] = (times[query] as number) + 1;
    return findScore(ranked, times, target, least) ?? unreached;
  });
  // Few draws may reach what all queries together do.
  return { score, scoreCi95: [Math.min(low, score), Number.isFinite(high) ? high : null] };
}

function findScore(
  ranked: RankedPairs,
  times: Uint32Array,
  { measure, value }: CalibrationTarget,
  least: number,
): number | undefined {
  const relevant = ranked.relevantOf.reduce((sum, count, query) => sum + count * (times[query] as number), 0);
  if (relevant === 0) return undefined;
  let found: number | undefined;
  visitCuts(ranked, times, (cut) => {
    if (measure === "precision") {
      if (cut.kept >= least && cut.relevant / cut.kept >= value) found = cut.score;
      return true;
    }
    if (cut.relevant / relevant < value) return true;
    found = cut.score;
    return false;
  });
  return found;
}

function unreachable(ranked: RankedPairs, times: Uint32Array, { measure, value }: CalibrationTarget, least: number): RerankError {
  let best: Cut | undefined;
  visitCuts(ranked, times, (cut) => {
    if (cut.kept >= least && (!best || cut.relevant / cut.kept >= best.relevant / best.kept)) best = { ...cut };
    return true;
  });
  const advice = "ask for less, judge more queries, or take a better reranker";
  return new RerankError(
    "invalid_options",
    `${measure} ${value} is reached at no score that keeps ${least} documents: ${describe(best)}; ${advice}`,
  );
}

function describe(best: Cut | undefined): string {
  if (!best) return "there are not as many";
  const { score, kept, relevant } = best;
  return `the best is ${(relevant / kept).toFixed(3)}, from score ${score} on (${relevant} of ${kept} are relevant)`;
}
