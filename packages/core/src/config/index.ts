export { createReranker } from "./create-reranker.ts";
export type { CreateRerankerOptions } from "./create-reranker-options.ts";
export { configFile, environmentVariable } from "./find-config.ts";
export { isReranker } from "./is-reranker.ts";
export type { LocalOptions } from "./providers/local.ts";
export type { TritonOptions } from "./providers/triton.ts";
export { providerNames } from "./registry.ts";
export type {
  CalibrationConfig,
  NamedReranker,
  RerankerConfig,
  RerankerConfigObject,
  RerankerInput,
  WrapperConfig,
} from "./reranker-config.ts";
