export * from "./config/index.ts";
export * from "./contract/index.ts";
export { createIdentityReranker } from "./scorers/identity.ts";
export { createLexicalReranker } from "./scorers/lexical.ts";
export { rerankerFromOrderer } from "./scorers/reranker-from-orderer.ts";
export { rerankerFromScorer } from "./scorers/reranker-from-scorer.ts";
export { type Aggregate, type Arrangement, type AutoModel, type AutoOptions, type AutoReranker, arrange, auto, type BlendOptions, blendFirstStage, type CachedOptions, type CacheStore, type CalibratedOptions, type CalibratedThresholds, type CascadeOptions, type CascadeStage, type ChunkedOptions, type CostEstimate, type CostPrices, type CostQuestion, cached, calibrated, cascade, chunked, type DeadlineOptions, type DedupeOptions, type DiversifyOptions, dedupe, diversify, type ExplainedDocument, type ExplainOptions, type Explanation, estimateCost, explain, explainText, type FallbackOptions, type FusedDocument, type FusedSource, type FuseOptions, type Fusion, type FusionList, type FusionMethod, fallback, fuse, type GateOptions, type GateThresholds, gate, type Judgement, type KeptPassages, type KeyValueStore, type MarginPolicy, type MeasuredTime, type ModelTier, type OnError, readCalibration, type SelectedDocuments, type Verdict, whenUncertain, withDeadline, withOnError } from "./stages/index.ts";
