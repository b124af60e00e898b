import { toModelError, withRetries } from "secondpass/adapter";
import type { Embedder } from "./embedder.ts";

/** What is used of an embedding model of the AI SDK, in version 2, 3 or 4 of its specification. */
export interface AiSdkEmbeddingModel {
  readonly specificationVersion: string;
  readonly provider: string;
  readonly modelId: string;
  readonly maxEmbeddingsPerCall: number | undefined | PromiseLike<number | undefined>;
  doEmbed(options: { values: string[]; abortSignal?: AbortSignal }): PromiseLike<{ embeddings: unknown }>;
}

/** The retries of the SDK are in the functions around the model, so they are ours here. */
export function fromAiSdk(model: AiSdkEmbeddingModel): Embedder {
  const id = `${model.provider.split(".")[0]}:${model.modelId}`;
  return {
    id,
    mostTexts: async () => model.maxEmbeddingsPerCall,
    embed: (texts, _, signal) =>
      withRetries({ attempts: 3, retryDelayMs: 500, jitter: true, signal }, async () => {
        try {
          return (await model.doEmbed({ values: [...texts], abortSignal: signal })).embeddings;
        } catch (error) {
          signal.throwIfAborted();
          throw toModelError(error, id);
        }
      }),
  };
}
