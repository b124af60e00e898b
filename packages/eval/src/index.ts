export type { AnyEmbeddings } from "./embeddings/as-embedder.ts";
export { type CompareRunsOptions, compareRuns, type RunComparison } from "./evaluate/compare-runs.ts";
export { evaluate } from "./evaluate/evaluate.ts";
export type { EvaluateOptions, MeasureOptions, RunOptions } from "./evaluate/evaluate-options.ts";
export { type EvaluateRerankersOptions, evaluateRerankers, type SideBySide } from "./evaluate/evaluate-rerankers.ts";
export {
  evaluateRerankingTask,
  type RerankingTaskOptions,
  type RerankingTaskResult,
} from "./evaluate/evaluate-reranking-task.ts";
export type { Evaluation, EvaluationUsage, EvaluationWarning } from "./evaluate/evaluation.ts";
export { type DepthResult, type SweepOptions, sweepDepths } from "./evaluate/sweep-depths.ts";
export { type Collection, openCollection } from "./files/open-collection.ts";
export { type CorpusDocument, readCorpus } from "./files/read-corpus.ts";
export { readQrels } from "./files/read-qrels.ts";
export { type RerankingSample, readRerankingTask } from "./files/read-reranking-task.ts";
export { readRun } from "./files/read-run.ts";
export type { Qrels, Run, RunEntry } from "./files/run.ts";
export { writeRun } from "./files/write-run.ts";
export { type Bm25RunOptions, bm25Run } from "./first-stage/bm25-run.ts";
export { type DenseRunOptions, denseRun } from "./first-stage/dense-run.ts";
export type { Bm25FirstStage, DenseFirstStage, FirstStage } from "./first-stage/first-stage.ts";
export { fuseRuns } from "./first-stage/fuse-runs.ts";
export { type MeasuredRun, type MetricValues, measureRun } from "./metrics/measure-run.ts";
export { mtebMetrics } from "./metrics/mteb-metrics.ts";
export { defaultMetrics } from "./metrics/parse-metric.ts";
export { rankDocuments } from "./metrics/rank-documents.ts";
export type { Delta } from "./statistics/compare-values.ts";
export { holm } from "./statistics/holm.ts";
export { bootstrapInterval, randomisationTest } from "./statistics/paired-differences.ts";
export type { StratumResult } from "./strata/compare-strata.ts";
export type { DerivedStrata } from "./strata/derive-strata.ts";
