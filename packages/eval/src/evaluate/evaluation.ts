import type { MetricValues } from "../metrics/measure-run.ts";
import type { Delta } from "../statistics/compare-values.ts";
import type { StratumResult } from "../strata/compare-strata.ts";
import type { DepthSweep } from "./depth-sweep.ts";
import type { EvaluationDetails } from "./evaluation-details.ts";

/** What an evaluation found. Plain data. */
export interface Evaluation {
  /** Name of the collection. */
  collection: string;
  split: string;
  /** Judged queries that were measured. */
  queries: number;
  /** Candidates reranked for each query. */
  depth: number;
  /** `id` of the reranker; null where the run itself was measured. */
  reranker: string | null;
  /** Means over the queries in first-stage order. */
  baseline: MetricValues;
  /** The same after reranking; without a reranker the same as `baseline`. */
  reranked: MetricValues;
  /** By metric. Empty without a reranker. */
  delta: Record<string, Delta>;
  /** Share of the relevant documents that are among the candidates: no reranker finds more. */
  recallCeiling: number;
  /** The same at other depths, down to the length of the run. */
  recallByDepth: { depth: number; recall: number }[];
  /** What a reranker that makes no mistake would reach with these candidates. */
  oracle: MetricValues;
  /** Empty without a reranker. */
  strata: StratumResult[];
  /** By division of the queries, how often chance would make the strata differ as much; see `compareStrata`. */
  heterogeneity: Record<string, number>;
  /** Milliseconds of one call; null without a reranker. */
  msPerQuery: { p50: number; p95: number } | null;
  /** Sums of what the receipts say, and the cost of 1,000 such queries where the provider or your prices tell it. */
  usage: EvaluationUsage;
  /** What has to be known to read the figures. */
  warnings: EvaluationWarning[];
  /** By query id, where asked for. */
  perQuery?: Record<string, { baseline: MetricValues; reranked: MetricValues }>;
  /** Quality and time at several depths, where `depths` or a report asked for them. */
  sweep?: DepthSweep;
  /** What a report is made of, where asked for. */
  details?: EvaluationDetails;
}

export interface EvaluationUsage {
  calls: number;
  inputTokens?: number;
  outputTokens?: number;
  searchUnits?: number;
  costUsd?: number;
  costUsdPer1000Queries?: number;
}

/**
 * - `unjudged_queries` the run has queries that nobody judged; they are left out.
 * - `missing_queries` judged queries that the run does not have; they count as 0.
 * - `no_relevant` queries without a relevant document; they count as 0, as in trec_eval.
 * - `nothing_judged` no document of the run is judged for its query, so none counts as relevant.
 * - `unknown_documents` documents of the run that the corpus does not have, where their texts are not needed.
 * - `negative_grades` judgments below 0; they count as not judged.
 * - `missing_documents` judged documents that the corpus does not have.
 * - `unjudged_documents` one of two systems shows more that nobody judged, and is held to be worse for it.
 * - `judged_by_model` the judgments are a language model's, not people's.
 * - `few_queries` too few queries for an interval that says much.
 * - `recall_ceiling` relevant documents that are no candidates: the first stage is the thing to work on.
 * - `skipped` calls that were not reranked on purpose: the first stage was sure, or the budget too small.
 * - `not_reranked` calls that a fallback or the first stage answered.
 * - `receipt` warnings of the reranker's receipts, counted.
 * - `under_stratified` the lift is the same in all strata.
 */
export interface EvaluationWarning {
  code:
    | "unjudged_queries"
    | "missing_queries"
    | "no_relevant"
    | "nothing_judged"
    | "unknown_documents"
    | "negative_grades"
    | "missing_documents"
    | "unjudged_documents"
    | "judged_by_model"
    | "few_queries"
    | "recall_ceiling"
    | "skipped"
    | "not_reranked"
    | "receipt"
    | "under_stratified";
  message: string;
}
