import { mean } from "simple-statistics";
import { parseMetric } from "../metrics/parse-metric.ts";
import type { EvaluationWarning } from "./evaluation.ts";
import { type JudgedQuery, longestPool } from "./setup.ts";

const depths = [10, 20, 50, 100, 200, 500, 1000];
/** Below it, more is to be gained in the first stage than by reranking what it found. */
const lowCeiling = 0.8;

/** Mean share of the relevant documents that are among the first so many of the run. */
export function recallAt(queries: readonly JudgedQuery[], depth: number): number {
  const recall = parseMetric(`recall@${depth}`);
  return mean(
    queries.map(({ pool, grades }) =>
      recall({ ranked: pool.slice(0, depth).map(({ id }) => grades.get(id)), judged: [...grades.values()] }),
    ),
  );
}

/** Recall at the usual depths, as far as the run goes. */
export function recallByDepth(queries: readonly JudgedQuery[]): { depth: number; recall: number }[] {
  const longest = longestPool(queries);
  return depths
    .filter((_, i) => i === 0 || (depths[i - 1] as number) < longest)
    .map((depth) => ({ depth, recall: recallAt(queries, depth) }));
}

/** The order of a reranker that makes no mistake. */
export function oracleOrder({ pool, grades }: JudgedQuery, depth: number): string[] {
  const ids = pool.map(({ id }) => id);
  const best = ids.slice(0, depth).sort((a, b) => Math.max(0, grades.get(b) ?? 0) - Math.max(0, grades.get(a) ?? 0));
  return [...best, ...ids.slice(depth)];
}

export function ceilingWarnings(recall: number, depth: number): EvaluationWarning[] {
  if (recall >= lowCeiling) return [];
  const share = (100 * (1 - recall)).toFixed(0);
  const advice = "work on the first stage first (more candidates, hybrid search), then on the reranker";
  return [
    {
      code: "recall_ceiling",
      message: `${share} % of the relevant documents are not among the first ${depth}, and no reranker finds them: ${advice}`,
    },
  ];
}
