import type { Reranker } from "../contract/index.ts";
import type { CreateRerankerOptions } from "./create-reranker-options.ts";

/** What a provider is given beside its options. */
export interface ProviderContext extends CreateRerankerOptions {
  /** Where the provider's options stand, for error messages. */
  path: string;
  /** Makes a reranker that this one is made of; `path` is where its configuration stands. */
  create(config: unknown, path: string): Promise<Reranker>;
}
