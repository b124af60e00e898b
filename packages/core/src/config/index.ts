export { createReranker } from "./create-reranker.ts";
export type { CreateRerankerOptions } from "./create-reranker-options.ts";
export { configFile, environmentVariable } from "./find-config.ts";
export { isReranker } from "./is-reranker.ts";
export { createPipeline } from "./pipeline/create-pipeline.ts";
export { isPipeline } from "./pipeline/is-pipeline.ts";
export type { PipelineConfig, PipelineConfigObject, PipelineInput, StepsConfig } from "./pipeline/pipeline-config.ts";
export type { BiEncoderConfig } from "./providers/bi-encoder.ts";
export type { LateInteractionConfig } from "./providers/late-interaction.ts";
export type { LocalOptions } from "./providers/local.ts";
export type { TritonOptions } from "./providers/triton.ts";
export { providerNames } from "./registry.ts";
export type {
  AutoConfig,
  CalibrationConfig,
  CascadeConfig,
  ModelConfig,
  NamedReranker,
  RerankerConfig,
  RerankerConfigObject,
  RerankerInput,
  StageConfig,
  WrapperConfig,
} from "./reranker-config.ts";
