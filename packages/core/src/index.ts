export * from "./config/index.ts";
export * from "./contract/index.ts";
export { createIdentityReranker } from "./scorers/identity.ts";
export { createLexicalReranker } from "./scorers/lexical.ts";
export { rerankerFromOrderer } from "./scorers/reranker-from-orderer.ts";
export { rerankerFromScorer } from "./scorers/reranker-from-scorer.ts";
export {
  type Arrangement,
  arrange,
  type BlendOptions,
  blendFirstStage,
  type CachedOptions,
  type CacheStore,
  type CostEstimate,
  type CostPrices,
  type CostQuestion,
  cached,
  type DeadlineOptions,
  type DedupeOptions,
  type DiversifyOptions,
  dedupe,
  diversify,
  type ExplainedDocument,
  type ExplainOptions,
  type Explanation,
  estimateCost,
  explain,
  explainText,
  type FallbackOptions,
  type FusedDocument,
  type FusedSource,
  type FuseOptions,
  type Fusion,
  type FusionList,
  type FusionMethod,
  fallback,
  fuse,
  type KeyValueStore,
  type OnError,
  type SelectedDocuments,
  withDeadline,
  withOnError,
} from "./stages/index.ts";
