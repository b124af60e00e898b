import type { Embedder } from "./embedder.ts";

/** What is used of a `BaseEmbedding` of LlamaIndex. */
export interface LlamaIndexEmbedding {
  getTextEmbeddingsBatch(texts: string[]): Promise<number[][]>;
  getQueryEmbedding(query: { type: "text"; text: string }): Promise<number[] | null>;
}

/** It keeps its own batches (`embedBatchSize`) and retries, and takes no signal: an abort ends the wait, not the request. */
export function fromLlamaIndex(embedding: LlamaIndexEmbedding): Embedder {
  const { model } = embedding as { model?: unknown };
  return {
    id: [embedding.constructor?.name, typeof model === "string" && model].filter(Boolean).join(":"),
    mostTexts: async () => undefined,
    async embed(texts, kind) {
      if (kind === "document") return embedding.getTextEmbeddingsBatch([...texts]);
      const vectors: unknown[] = [];
      for (const text of texts) vectors.push(await embedding.getQueryEmbedding({ type: "text", text }));
      return vectors;
    },
  };
}
