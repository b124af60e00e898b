import { type MetricValues, meanValues } from "../metrics/measure-run.ts";
import { compareValues } from "../statistics/compare-values.ts";
import type { DepthResult } from "./depth-sweep.ts";
import { recallAt } from "./recall-ceiling.ts";
import type { RerankedQuery } from "./reranked-query.ts";
import { rerankedOrder } from "./reranked-run.ts";
import type { Setup } from "./setup.ts";

/**
 * What reranking fewer candidates would have brought, without a call: where a document's score does not depend on the others, fewer
 * documents are in the order that they have among more.
 *
 * @param depth at most the depth that was reranked
 */
export function qualityAtDepth(
  { queries, measure, seed }: Pick<Setup, "queries" | "measure" | "seed">,
  before: readonly MetricValues[],
  reranked: readonly RerankedQuery[],
  depth: number,
): DepthResult {
  const after = queries.map((query, i) => {
    const candidates = new Set(query.pool.slice(0, depth).map(({ id }) => id));
    const order = (reranked[i] as RerankedQuery).order.filter((id) => candidates.has(id));
    return measure(rerankedOrder(query, { order }), query.grades);
  });
  return {
    depth,
    recallCeiling: recallAt(queries, depth),
    reranked: meanValues(measure.names, after),
    delta: compareValues(measure.names, before, after, seed),
    msPerQuery: null,
  };
}
