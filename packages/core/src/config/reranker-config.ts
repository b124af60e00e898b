import type { Reranker } from "../contract/index.ts";
import type { Bm25Options } from "../rank/index.ts";
import type { RemoteConfig } from "../scorers/remote/remote-config.ts";
import type { CachedOptions, CacheStore, OnError } from "../stages/index.ts";
import type { BiEncoderConfig } from "./providers/bi-encoder.ts";
import type { IdentityOptions } from "./providers/identity.ts";
import type { LateInteractionConfig } from "./providers/late-interaction.ts";
import type { ListwiseConfig } from "./providers/listwise.ts";
import type { LocalOptions } from "./providers/local.ts";
import type { TritonOptions } from "./providers/triton.ts";

/**
 * Names a reranker: a spec string, the same as JSON text, or an object with the provider's name as a key, and beside it the
 * keys that wrap it.
 */
export type RerankerConfig = string | RerankerConfigObject;

export type RerankerConfigObject = NamedReranker & WrapperConfig;

/** The one key of an object that says what ranks. */
export type NamedReranker =
  | { local: LocalOptions | string }
  | { lateInteraction: LateInteractionConfig | string }
  | { biEncoder: BiEncoderConfig | string }
  | { lexical: Bm25Options }
  | { listwise: ListwiseConfig | string }
  | { identity: IdentityOptions }
  | { triton: TritonOptions | string }
  | RemoteConfig
  /** Another configuration, or a reranker at hand, which is disposed with the one that is made of it. */
  | { reranker: RerankerInput };

/**
 * What may stand beside it. The order in which they are applied is fixed, the innermost first: `cache`, `fallback`, `deadlineMs`,
 * `onError`.
 */
export interface WrapperConfig {
  /** Remembers the scores of the reranker beside it, not those of the fallback: a store, or the options of `cached`. */
  cache?: CacheStore | CachedOptions;
  /** Tried in turn where it fails. Each may have a `cache` of its own. */
  fallback?: readonly RerankerInput[];
  /** Milliseconds, above 0, for the whole of it. A call's own smaller `deadlineMs` wins. */
  deadlineMs?: number;
  /** What becomes of a call that nobody could rerank. Default: `throw`. */
  onError?: OnError;
}

/** What every package takes: a reranker at hand, or the configuration of one. */
export type RerankerInput = Reranker | RerankerConfig;
