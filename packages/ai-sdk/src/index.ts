export type {
  DocumentInput,
  PipelineInput,
  RankedDocument,
  Ranking,
  RerankDocument,
  Reranker,
  RerankerInput,
  RerankOptions,
} from "secondpass";
export type { SecondpassProviderOptions } from "./call-options.ts";
export { rankingOf, type SecondpassMetadata } from "./provider-metadata.ts";
export { type RerankingModelOptions, rerankingModel, type SecondpassRerankingModel } from "./reranking-model.ts";
export type { JsonObject, RerankingModelV3 } from "./reranking-model-v3.ts";
export { createSecondpass, type SecondpassProvider, secondpass } from "./secondpass-provider.ts";
