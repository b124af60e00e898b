export { type Prediction, type Reliability, type ReliabilityBin, reliabilityBins } from "./calibration/reliability.ts";
export { type CompareRunsOptions, compareRuns, type RunComparison } from "./evaluate/compare-runs.ts";
export type { DepthResult, DepthSweep } from "./evaluate/depth-sweep.ts";
export { evaluate } from "./evaluate/evaluate.ts";
export type { EvaluateOptions, MeasureOptions, RunOptions } from "./evaluate/evaluate-options.ts";
export { type EvaluateRerankersOptions, evaluateRerankers } from "./evaluate/evaluate-rerankers.ts";
export {
  evaluateRerankingTask,
  type RerankingTaskOptions,
  type RerankingTaskResult,
} from "./evaluate/evaluate-reranking-task.ts";
export type { Evaluation, EvaluationUsage, EvaluationWarning } from "./evaluate/evaluation.ts";
export type { EvaluationDetails, QueryDetails } from "./evaluate/evaluation-details.ts";
export type { BestPassage, RerankedQuery } from "./evaluate/reranked-query.ts";
export type { SideBySide } from "./evaluate/side-by-side.ts";
export { type SweepOptions, sweepDepths } from "./evaluate/sweep-depths.ts";
export { type Collection, openCollection } from "./files/open-collection.ts";
export { type CorpusDocument, readCorpus } from "./files/read-corpus.ts";
export { readQrels } from "./files/read-qrels.ts";
export { type RerankingSample, readRerankingTask } from "./files/read-reranking-task.ts";
export { readRun } from "./files/read-run.ts";
export type { Qrels, Run, RunEntry } from "./files/run.ts";
export { writeRun } from "./files/write-run.ts";
export { bm25Run } from "./first-stage/bm25-run.ts";
export { fuseRuns } from "./first-stage/fuse-runs.ts";
export { type MeasuredRun, type MetricValues, measureRun } from "./metrics/measure-run.ts";
export { mtebMetrics } from "./metrics/mteb-metrics.ts";
export { defaultMetrics } from "./metrics/parse-metric.ts";
export { rankDocuments } from "./metrics/rank-documents.ts";
export { type ReportOptions, renderReport } from "./report/render-report.ts";
export { writeReport } from "./report/write-report.ts";
export type { Delta } from "./statistics/compare-values.ts";
export { holm } from "./statistics/holm.ts";
export { bootstrapInterval, randomisationTest } from "./statistics/paired-differences.ts";
export type { StratumResult } from "./strata/compare-strata.ts";
export type { DerivedStrata } from "./strata/derive-strata.ts";
