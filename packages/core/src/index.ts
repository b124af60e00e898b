export * from "./config/index.ts";
export * from "./contract/index.ts";
export { createIdentityReranker } from "./scorers/identity.ts";
export { createLexicalReranker } from "./scorers/lexical.ts";
export { rerankerFromOrderer } from "./scorers/reranker-from-orderer.ts";
export { rerankerFromScorer } from "./scorers/reranker-from-scorer.ts";
export {
  type Aggregate,
  type BlendOptions,
  blendFirstStage,
  type CachedOptions,
  type CacheStore,
  type ChunkedOptions,
  cached,
  chunked,
  type DeadlineOptions,
  type FallbackOptions,
  fallback,
  type KeptPassages,
  type KeyValueStore,
  type OnError,
  withDeadline,
  withOnError,
} from "./stages/index.ts";
