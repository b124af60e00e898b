export * from "./config/index.ts";
export * from "./contract/index.ts";
export { createIdentityReranker } from "./scorers/identity.ts";
export { createLexicalReranker } from "./scorers/lexical.ts";
export { rerankerFromOrderer } from "./scorers/reranker-from-orderer.ts";
export { rerankerFromScorer } from "./scorers/reranker-from-scorer.ts";
export {
  type AutoModel,
  type AutoOptions,
  type AutoReranker,
  auto,
  type BlendOptions,
  blendFirstStage,
  type CachedOptions,
  type CacheStore,
  type CalibratedThresholds,
  type CascadeOptions,
  type CascadeStage,
  cached,
  cascade,
  type DeadlineOptions,
  type FallbackOptions,
  fallback,
  type GateOptions,
  type GateThresholds,
  gate,
  type Judgement,
  type KeyValueStore,
  type MarginPolicy,
  type MeasuredTime,
  type ModelTier,
  type OnError,
  type Verdict,
  whenUncertain,
  withDeadline,
  withOnError,
} from "./stages/index.ts";
