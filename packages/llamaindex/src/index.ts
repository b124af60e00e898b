export type {
  FirstStage,
  PipelineInput,
  RankedDocument,
  Ranking,
  RerankDocument,
  Reranker,
  RerankerInput,
  RerankOptions,
} from "secondpass";
export { rankingOf } from "secondpass/adapter";
export { type MetadataModeName, RerankPostprocessor, type RerankPostprocessorFields } from "./rerank-postprocessor.ts";
export type { RerankedNode } from "./translate-nodes.ts";
