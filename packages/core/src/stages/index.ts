export { auto } from "./auto/auto.ts";
export type { AutoModel, AutoOptions, AutoReranker, MeasuredTime } from "./auto/auto-options.ts";
export { type ModelTier, modelTiers } from "./auto/model-tier.ts";
export { type BlendOptions, blendFirstStage } from "./blend-first-stage.ts";
export { type CachedOptions, cached } from "./cached/cached.ts";
export { type CacheStore, type KeyValueStore, storeAddress, storeForms } from "./cached/key-value-store.ts";
export { loadStorePackage } from "./cached/open-store.ts";
export { type CascadeOptions, type CascadeStage, cascade } from "./cascade/cascade.ts";
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
export { type DeadlineOptions, withDeadline } from "./with-deadline.ts";
export { type OnError, withOnError } from "./with-on-error.ts";
