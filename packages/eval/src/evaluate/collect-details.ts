import type { ScoreScale } from "secondpass";
import type { MetricValues } from "../metrics/measure-run.ts";
import type { EvaluationDetails } from "./evaluation-details.ts";
import type { RerankedQuery } from "./reranked-query.ts";
import type { Setup } from "./setup.ts";

/** Puts together what an evaluation saw; the lists are in the order of the setup's queries. */
export function collectDetails(
  { queries, documents }: Pick<Setup, "queries" | "documents">,
  before: readonly MetricValues[],
  after: readonly MetricValues[],
  reranked?: { scoreScale: ScoreScale; rankings: readonly RerankedQuery[] },
): EvaluationDetails {
  return {
    scoreScale: reranked?.scoreScale ?? null,
    queries: queries.map(({ id, text, pool, grades }, i) => ({
      id,
      text,
      firstStage: pool,
      judged: [...grades].map(([id, grade]) => ({ id, grade })),
      baseline: before[i] as MetricValues,
      reranked: after[i] as MetricValues,
      ...(reranked && { ranking: reranked.rankings[i] as RerankedQuery }),
    })),
    documents: [...documents.values()],
  };
}
