import type { Reranker } from "../contract/index.ts";
import type { Bm25Options } from "../rank/index.ts";
import type { RemoteConfig } from "../scorers/remote/remote-config.ts";
import type { IdentityOptions } from "./providers/identity.ts";
import type { LocalOptions } from "./providers/local.ts";
import type { TritonOptions } from "./providers/triton.ts";

/** Names a reranker: a spec string, the same as JSON text, or an object with the provider's name as its only key. */
export type RerankerConfig = string | RerankerConfigObject;

export type RerankerConfigObject =
  | { local: LocalOptions | string }
  | { lexical: Bm25Options }
  | { identity: IdentityOptions }
  | { triton: TritonOptions | string }
  | RemoteConfig
  | { reranker: RerankerConfig };

/** What every package takes: a reranker at hand, or the configuration of one. */
export type RerankerInput = Reranker | RerankerConfig;
