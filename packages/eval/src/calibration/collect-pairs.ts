import { type Calibration, RerankError } from "secondpass";
import type { RerankedQuery } from "../evaluate/reranked-query.ts";
import type { Setup } from "../evaluate/setup.ts";
import type { CalibrateOptions } from "./calibrate-options.ts";
import type { QueryPairs, ScoredPair } from "./scored-pair.ts";

export interface CollectedPairs {
  queries: QueryPairs[];
  warnings: Calibration["warnings"][number][];
}

/**
 * The scored candidates of all queries that the reranker answered itself.
 *
 * @throws {RerankError} `invalid_data` where it answered none
 */
export function collectPairs(
  setup: Setup,
  reranked: readonly RerankedQuery[],
  { relevantFrom, unjudged }: Required<Pick<CalibrateOptions, "relevantFrom" | "unjudged">>,
): CollectedPairs {
  const queries: QueryPairs[] = [];
  let [unscored, candidates, foreign] = [0, 0, 0];
  let why: string | undefined;
  for (const [i, { id, grades }] of setup.queries.entries()) {
    const { order, scores, reason, warnings } = reranked[i] as RerankedQuery;
    if (order.length === 0) continue;
    if (reason !== undefined || warnings.includes("served_by_fallback")) {
      foreign++;
      why ??= reason ?? "another reranker answered";
      continue;
    }
    candidates += order.length;
    unscored += scores.filter((score) => score === null).length;
    const pairs = order.flatMap((document, place): ScoredPair[] => {
      const [score, grade] = [scores[place], grades.get(document)];
      const isUnjudged = grade === undefined || grade < 0;
      if (score === null || score === undefined || (isUnjudged && unjudged === "leaveOut")) return [];
      return [{ score, relevant: !isUnjudged && grade >= relevantFrom }];
    });
    if (pairs.length > 0) queries.push({ query: id, pairs });
  }
  if (queries.length === 0) {
    const cause = foreign > 0 ? `; ${foreign} queries were not answered by the reranker, such as: ${why}` : "";
    throw new RerankError("invalid_data", `no candidate has a score to calibrate${cause}`);
  }
  const found: CollectedPairs["warnings"] = [];
  if (foreign > 0) {
    const message = `${foreign} of ${setup.queries.length} queries were left out: the reranker did not answer them as asked, such as: ${why}`;
    found.push({ code: "not_reranked", message });
  }
  if (unscored > 0) {
    found.push({ code: "unscored", message: `${unscored} of ${candidates} candidates have no score and were left out` });
  }
  return { queries, warnings: found };
}
