import { createBiEncoder, type PoolingLayoutOptions } from "../../scorers/bi-encoder/index.ts";
import { poolingLayoutEntries } from "../../scorers/bi-encoder/pooling-layout.ts";
import type { Provider } from "../provider.ts";
import { type VectorProviderOptions, vectorProvider } from "../vector-provider.ts";

/** Options of `{ biEncoder: {…} }`. */
export interface BiEncoderConfig extends VectorProviderOptions, PoolingLayoutOptions {}

export const provider: Provider<BiEncoderConfig> = vectorProvider<PoolingLayoutOptions>({
  use: "biEncoder",
  summary: "an embedding model on this machine: one vector for each text, compared by their cosine",
  entries: poolingLayoutEntries,
  forms:
    "pooling?: mean | cls | last | max, queryPrompt?: string, documentPrompt?: string, maxTokens?: whole number >= 8, output?: name",
  create: createBiEncoder,
});
