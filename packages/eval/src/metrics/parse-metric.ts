import { RerankError } from "secondpass";
import {
  averagePrecision,
  hitRate,
  type JudgedRanking,
  judgedShare,
  ndcg,
  precision,
  type QueryMetric,
  recall,
  reciprocalRank,
} from "./metrics.ts";

const metrics: Readonly<Record<string, { compute: QueryMetric; wholeRanking?: true }>> = {
  ndcg: { compute: ndcg },
  mrr: { compute: reciprocalRank, wholeRanking: true },
  map: { compute: averagePrecision, wholeRanking: true },
  recall: { compute: recall },
  p: { compute: precision },
  hit: { compute: hitRate },
  judged: { compute: judgedShare },
};

/** What is measured where nothing else is asked for. Intervals, strata and warnings are about the first. */
export const defaultMetrics: readonly string[] = ["ndcg@10", "mrr@10", "map", "recall@100", "p@5", "hit@10", "judged@10"];

/**
 * The function behind a name such as `ndcg@10`.
 *
 * @throws {RerankError} `invalid_options` for a name that means nothing; the message lists those that do
 */
export function parseMetric(name: string): (ranking: JudgedRanking) => number {
  const [, key = "", depth] = name.match(/^([a-z]+)(?:@([1-9]\d*))?$/) ?? [];
  const metric = Object.hasOwn(metrics, key) ? metrics[key] : undefined;
  if (!metric || (depth === undefined && !metric.wholeRanking)) {
    const names = Object.keys(metrics).map((known) => `${known}@k`);
    throw new RerankError(
      "invalid_options",
      `${JSON.stringify(name)} is no metric; those are ${names.join(", ")}, and map and mrr without k`,
    );
  }
  const k = depth === undefined ? Number.POSITIVE_INFINITY : Number(depth);
  return (ranking) => metric.compute(ranking, k);
}
