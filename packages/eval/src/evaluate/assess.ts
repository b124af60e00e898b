import type { Reranker } from "secondpass";
import { quantile } from "simple-statistics";
import { writeRun } from "../files/write-run.ts";
import { type MetricValues, meanValues } from "../metrics/measure-run.ts";
import { compareValues } from "../statistics/compare-values.ts";
import { compareStrata } from "../strata/compare-strata.ts";
import { checkCount } from "./check-options.ts";
import { collectDetails } from "./collect-details.ts";
import type { RunOptions } from "./evaluate-options.ts";
import type { Evaluation } from "./evaluation.ts";
import { ceilingWarnings, oracleOrder, recallAt, recallByDepth } from "./recall-ceiling.ts";
import { rerankAll } from "./rerank-all.ts";
import type { RerankedQuery } from "./reranked-query.ts";
import { rerankedOrder, rerankedRun } from "./reranked-run.ts";
import { receiptWarnings, strataWarnings } from "./result-warnings.ts";
import type { Setup } from "./setup.ts";
import { sumUsage } from "./sum-usage.ts";

export interface Assessment {
  evaluation: Evaluation;
  /** Of each query, in the setup's order, in first-stage order and after reranking. */
  before: MetricValues[];
  after: MetricValues[];
  /** What the reranker made of each query; absent without one. */
  reranked?: RerankedQuery[];
}

/** Runs a reranker, or none, over all that was set up, and says what came of it. */
export async function assess(
  setup: Setup,
  reranker: Reranker | undefined,
  options: RunOptions & { signal?: AbortSignal },
): Promise<Assessment> {
  const { queries, measure, depth, seed, divisions } = setup;
  const { names } = measure;
  checkCount("concurrency", options.concurrency);
  const before = queries.map(({ pool, grades }) =>
    measure(
      pool.map(({ id }) => id),
      grades,
    ),
  );
  const reranked = reranker && (await rerankAll(setup, reranker, options));
  const after = reranked
    ? queries.map((query, i) => measure(rerankedOrder(query, reranked[i] as RerankedQuery), query.grades))
    : before;
  const delta = reranked ? compareValues(names, before, after, seed) : {};
  const strata = reranked ? compareStrata(names, divisions, before, after, seed) : { strata: [], heterogeneity: {} };
  const recallCeiling = recallAt(queries, depth);
  const times = reranked?.map(({ ms }) => ms);
  if (options.writeRun !== undefined) {
    const run = reranked ? rerankedRun(queries, reranked) : new Map(queries.map(({ id, pool }) => [id, pool]));
    await writeRun(options.writeRun, run, reranker?.id ?? "first-stage");
  }
  const evaluation: Evaluation = {
    collection: setup.collection.name,
    split: setup.collection.split,
    queries: queries.length,
    depth,
    reranker: reranker?.id ?? null,
    baseline: meanValues(names, before),
    reranked: meanValues(names, after),
    delta,
    recallCeiling,
    recallByDepth: recallByDepth(queries),
    oracle: meanValues(
      names,
      queries.map((query) => measure(oracleOrder(query, depth), query.grades)),
    ),
    ...strata,
    msPerQuery: times ? { p50: quantile(times, 0.5), p95: quantile(times, 0.95) } : null,
    usage: sumUsage(reranked ?? []),
    warnings: [
      ...setup.warnings,
      ...ceilingWarnings(recallCeiling, depth),
      ...receiptWarnings(reranked ?? []),
      ...strataWarnings(delta[names[0] as string], strata),
    ],
    ...(options.perQuery && {
      perQuery: Object.fromEntries(
        queries.map(({ id }, i) => [id, { baseline: before[i] as MetricValues, reranked: after[i] as MetricValues }]),
      ),
    }),
    ...((options.details || options.report !== undefined) && {
      details: collectDetails(setup, before, after, reranked && { scoreScale: reranker.scoreScale, rankings: reranked }),
    }),
  };
  return { evaluation, before, after, reranked };
}
