import { mean } from "simple-statistics";
import type { Qrels, Run } from "../files/run.ts";
import { defaultMetrics, parseMetric } from "./parse-metric.ts";
import { rankDocuments } from "./rank-documents.ts";

/** Values of metrics, by name: `{ "ndcg@10": 0.71, … }`. */
export type MetricValues = Record<string, number>;

/** Measures one ranking after the other with the same metrics. */
export interface Measure {
  names: readonly string[];
  /**
   * @param order document ids, best first
   * @param grades grade by document id
   */
  (order: readonly string[], grades: ReadonlyMap<string, number>): MetricValues;
}

/** @throws {RerankError} `invalid_options` for a name that is no metric */
export function createMeasure(names: readonly string[] = defaultMetrics): Measure {
  const computations = names.map((name) => [name, parseMetric(name)] as const);
  const measure = (order: readonly string[], grades: ReadonlyMap<string, number>): MetricValues => {
    const ranking = { ranked: order.map((id) => grades.get(id)), judged: [...grades.values()] };
    return Object.fromEntries(computations.map(([name, compute]) => [name, compute(ranking)]));
  };
  return Object.assign(measure, { names });
}

/** The mean of each metric over queries. */
export function meanValues(names: readonly string[], values: readonly MetricValues[]): MetricValues {
  return Object.fromEntries(names.map((name) => [name, mean(values.map((value) => value[name] as number))]));
}

export interface MeasuredRun {
  /** Means over all judged queries. */
  mean: MetricValues;
  /** By query id. */
  perQuery: Record<string, MetricValues>;
}

/**
 * Measures a run as trec_eval does with `-c`: over every judged query, and a query that the run does not have counts as 0. What
 * is not judged at all is left out; queries without a relevant document count, as 0.
 *
 * @param metrics such as `ndcg@10`, `mrr@10`, `map`, `recall@100`, `p@5`, `hit@10`, `judged@10`
 * @throws {RerankError} `invalid_options` for a name that is no metric
 *
 * @example
 * import { measureRun } from "@secondpass/eval";
 *
 * const run = new Map([["q1", [{ id: "d1", score: 2 }, { id: "d2", score: 1 }]]]);
 * const qrels = new Map([["q1", new Map([["d2", 1]])], ["q2", new Map([["d1", 1]])]]);
 * measureRun(run, qrels, ["mrr@10", "p@1"]).mean; // => { "mrr@10": 0.25, "p@1": 0 }
 */
export function measureRun(run: Run, qrels: Qrels, metrics: readonly string[] = defaultMetrics): MeasuredRun {
  const measure = createMeasure(metrics);
  const entries = [...qrels].map(([query, grades]) => [query, measure(rankDocuments(run.get(query) ?? []), grades)] as const);
  return {
    mean: meanValues(
      metrics,
      entries.map(([, values]) => values),
    ),
    perQuery: Object.fromEntries(entries),
  };
}
