export { auto } from "./auto/auto.ts";
export type { AutoModel, AutoOptions, AutoReranker, MeasuredTime } from "./auto/auto-options.ts";
export { type ModelTier, modelTiers } from "./auto/model-tier.ts";
export { type Arrangement, arrange } from "./arrange.ts";
export { type BlendOptions, blendFirstStage } from "./blend-first-stage.ts";
export { type CachedOptions, cached } from "./cached/cached.ts";
export { type CacheStore, type KeyValueStore, storeAddress, storeForms } from "./cached/key-value-store.ts";
export { loadStorePackage } from "./cached/open-store.ts";
export { type CascadeOptions, type CascadeStage, cascade } from "./cascade/cascade.ts";
export { type CalibratedOptions, calibrated } from "./calibrated/calibrated.ts";
export { calibratedRerankerOf } from "./calibrated/calibrated-reranker-of.ts";
export { checkCalibration, readCalibration } from "./calibrated/read-calibration.ts";
export type { Aggregate } from "./chunked/aggregate-scores.ts";
export type { KeptPassages } from "./chunked/choose-passages.ts";
export { chunked } from "./chunked/chunked.ts";
export type { ChunkedOptions } from "./chunked/chunked-options.ts";
export { type FallbackOptions, fallback } from "./fallback/fallback.ts";
export {
  type CalibratedThresholds,
  type GateOptions,
  type GateThresholds,
  gate,
  type Judgement,
  type Verdict,
} from "./gate.ts";
export { type MarginPolicy, whenUncertain } from "./when-uncertain.ts";
export { type DedupeOptions, dedupe } from "./dedupe.ts";
export { type DiversifyOptions, diversify } from "./diversify/diversify.ts";
export type { CostEstimate, CostPrices, CostQuestion } from "./estimate-cost/cost-question.ts";
export { estimateCost } from "./estimate-cost/estimate-cost.ts";
export { explain } from "./explain/explain.ts";
export { explainText } from "./explain/explain-text.ts";
export type { ExplainedDocument, ExplainOptions, Explanation } from "./explain/explanation.ts";
export { type FallbackOptions, fallback } from "./fallback/fallback.ts";
export { fuse } from "./fuse/fuse.ts";
export type { FusedDocument, FusedSource, FuseOptions, Fusion, FusionList, FusionMethod } from "./fuse/fusion.ts";
export type { SelectedDocuments } from "./list-step.ts";
export { type DeadlineOptions, withDeadline } from "./with-deadline.ts";
export { type OnError, withOnError } from "./with-on-error.ts";
