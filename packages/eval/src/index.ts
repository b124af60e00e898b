export { calibrate } from "./calibration/calibrate.ts";
export type { CalibrateOptions, CalibrationMethod } from "./calibration/calibrate-options.ts";
export { type Prediction, type Reliability, type ReliabilityBin, reliabilityBins } from "./calibration/reliability.ts";
export { writeCalibration } from "./calibration/write-calibration.ts";
export type { AbSystem, AbTestOptions } from "./ab/ab-options.ts";
export { type AbTestResult, abTest } from "./ab/ab-test.ts";
export { type ClickModel, type ClickModelName, clickModels, simulateClicks } from "./ab/click-models.ts";
export { detectableEffect, powerOf } from "./ab/detectable-effect.ts";
export type { PowerOptions, Spread } from "./ab/power-options.ts";
export { type SampleSizeOptions, sampleSize } from "./ab/sample-size.ts";
export { type InterleavingOptions, type SimulatedInterleaving, simulateInterleaving } from "./ab/simulate-interleaving.ts";
export { type QuerySplit, type SplitOptions, splitQueries } from "./ab/split-queries.ts";
export { type DraftedDocument, teamDraft } from "./ab/team-draft.ts";
export type { Verdict } from "./ab/verdict.ts";
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
export {
  type Collection,
  openCollection,
  openUnjudgedCollection,
  type UnjudgedCollection,
} from "./files/open-collection.ts";
export { type CorpusDocument, readCorpus } from "./files/read-corpus.ts";
export { readQrels } from "./files/read-qrels.ts";
export { type RerankingSample, readRerankingTask } from "./files/read-reranking-task.ts";
export { readRun } from "./files/read-run.ts";
export type { Qrels, Run, RunEntry } from "./files/run.ts";
export { writeQrels } from "./files/write-qrels.ts";
export { writeRun } from "./files/write-run.ts";
export { type Bm25RunOptions, bm25Run } from "./first-stage/bm25-run.ts";
export { type DenseRunOptions, denseRun } from "./first-stage/dense-run.ts";
export type { Bm25FirstStage, DenseFirstStage, FirstStage } from "./first-stage/first-stage.ts";
export { fuseRuns } from "./first-stage/fuse-runs.ts";
export type { Agreement, Estimate } from "./judge/agreement.ts";
export type { HumanAgreement } from "./judge/human-agreement.ts";
export { type Judgments, judge } from "./judge/judge.ts";
export type { AskOptions, JudgeOptions } from "./judge/judge-options.ts";
export type { JudgeQuote } from "./judge/judge-quote.ts";
export type { JudgeReport, JudgeUsage, UnjudgedDocument } from "./judge/judge-report.ts";
export type { PositionBias } from "./judge/position-bias.ts";
export { quoteJudging } from "./judge/quote-judging.ts";
export { defaultRubric, type Rubric, rubricFrom } from "./judge/rubric.ts";
export type { SystemAgreement } from "./judge/system-agreement.ts";
export { writeJudgments } from "./judge/write-judgments.ts";
export { type MeasuredRun, type MetricValues, measureRun } from "./metrics/measure-run.ts";
export { mtebMetrics } from "./metrics/mteb-metrics.ts";
export { defaultMetrics } from "./metrics/parse-metric.ts";
export { rankDocuments } from "./metrics/rank-documents.ts";
export { cohenKappa, type KappaWeights } from "./statistics/cohen-kappa.ts";
export type { Delta } from "./statistics/compare-values.ts";
export { holm } from "./statistics/holm.ts";
export { kendallTau } from "./statistics/kendall-tau.ts";
export { bootstrapInterval, randomisationTest } from "./statistics/paired-differences.ts";
export type { StratumResult } from "./strata/compare-strata.ts";
export type { DerivedStrata } from "./strata/derive-strata.ts";
