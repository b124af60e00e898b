export { type BlendOptions, blendFirstStage } from "./blend-first-stage.ts";
export { type CachedOptions, cached } from "./cached/cached.ts";
export { type CacheStore, type KeyValueStore, storeAddress, storeForms } from "./cached/key-value-store.ts";
export { loadStorePackage } from "./cached/open-store.ts";
export { type FallbackOptions, fallback } from "./fallback/fallback.ts";
export { type DeadlineOptions, withDeadline } from "./with-deadline.ts";
export { type OnError, withOnError } from "./with-on-error.ts";
