import type { Embedder } from "./embedder.ts";

/** What is used of an `Embeddings` of LangChain, and of whatever else has its two methods. */
export interface LangChainEmbeddings {
  embedQuery(text: string): Promise<number[]>;
  embedDocuments(texts: string[]): Promise<number[][]>;
}

/** It keeps its own batches, retries and limits, and takes no signal: an abort ends the wait, not the request. */
export function fromLangChain(embeddings: LangChainEmbeddings): Embedder {
  const { model, modelName } = embeddings as { model?: unknown; modelName?: unknown };
  const name = [model, modelName].find((value) => typeof value === "string" && value !== "");
  return {
    id: [embeddings.constructor?.name, name].filter(Boolean).join(":"),
    mostTexts: async () => undefined,
    async embed(texts, kind) {
      if (kind === "document") return embeddings.embedDocuments([...texts]);
      const vectors: unknown[] = [];
      for (const text of texts) vectors.push(await embeddings.embedQuery(text));
      return vectors;
    },
  };
}
