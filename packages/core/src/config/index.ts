export { createReranker, isReranker } from "./create-reranker.ts";
export type { CreateRerankerOptions } from "./create-reranker-options.ts";
export { configFile, environmentVariable } from "./find-config.ts";
export type { LocalOptions } from "./providers/local.ts";
export type { TritonOptions } from "./providers/triton.ts";
export { providerNames } from "./registry.ts";
export type { RerankerConfig, RerankerConfigObject, RerankerInput } from "./reranker-config.ts";
