import { RerankError } from "secondpass";
import type { Embedder } from "./embedder.ts";
import { type AiSdkEmbeddingModel, fromAiSdk } from "./from-ai-sdk.ts";
import { fromLangChain, type LangChainEmbeddings } from "./from-lang-chain.ts";
import { fromLlamaIndex, type LlamaIndexEmbedding } from "./from-llama-index.ts";

/** Every embeddings object that is taken. */
export type AnyEmbeddings = LangChainEmbeddings | LlamaIndexEmbedding | AiSdkEmbeddingModel;

/**
 * An embeddings object of any framework as ours, by what it can do.
 *
 * @throws {RerankError} `invalid_config` listing what is accepted
 */
export function asEmbedder(value: AnyEmbeddings): Embedder {
  // An embedding of LlamaIndex is a function, with methods.
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  const model = (isObject ? value : {}) as Record<string, unknown>;
  const has = (...names: string[]) => names.every((name) => typeof model[name] === "function");
  if (has("doEmbed") && typeof model.specificationVersion === "string") return fromAiSdk(value as AiSdkEmbeddingModel);
  if (has("embedQuery", "embedDocuments")) return fromLangChain(value as LangChainEmbeddings);
  if (has("getTextEmbeddingsBatch", "getQueryEmbedding")) return fromLlamaIndex(value as LlamaIndexEmbedding);
  throw new RerankError(
    "invalid_config",
    "these are no embeddings: pass an Embeddings of LangChain (embedQuery, embedDocuments), an embedding of LlamaIndex (getTextEmbeddingsBatch, getQueryEmbedding) or an embedding model of the AI SDK (doEmbed, specificationVersion)",
  );
}
