export { createReranker } from "./create-reranker.ts";
export { configFile, environmentVariable } from "./find-config.ts";
export { isReranker } from "./is-reranker.ts";
export type { LocalOptions } from "./providers/local.ts";
export { providerNames } from "./registry.ts";
export type { NamedReranker, RerankerConfig, RerankerConfigObject, RerankerInput, WrapperConfig } from "./reranker-config.ts";
