export type { PipelineInput, RankedDocument, Ranking, RerankDocument, Reranker, RerankerInput, RerankOptions } from "secondpass";
export { rankingOf } from "secondpass/adapter";
export type { RerankFields } from "./document-reranker.ts";
export type { HybridRetrieverFields, RetrieverArm } from "./hybrid/hybrid-fields.ts";
export { HybridRetriever } from "./hybrid-retriever.ts";
export { RerankCompressor } from "./rerank-compressor.ts";
export { RerankRetriever, type RerankRetrieverFields } from "./rerank-retriever.ts";
