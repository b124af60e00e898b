import type { Calibration, Reranker } from "../contract/index.ts";
import type { Bm25Options } from "../rank/index.ts";
import type { RemoteConfig } from "../scorers/remote/remote-config.ts";
import type {
  AutoModel,
  AutoOptions,
  CachedOptions,
  CacheStore,
  CalibratedOptions,
  CascadeOptions,
  CascadeStage,
  ChunkedOptions,
  MarginPolicy,
  OnError,
} from "../stages/index.ts";
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
  | { cascade: CascadeConfig | readonly StageConfig[] }
  | { auto: AutoConfig | string | number }
  | RemoteConfig
  /** Another configuration, or a reranker at hand, which is disposed with the one that is made of it. */
  | { reranker: RerankerInput };

/** Options of `{ cascade: {…} }`; a list is its stages. */
export interface CascadeConfig extends CascadeOptions {
  stages: readonly StageConfig[];
}

/** One stage of a cascade: a reranker at hand, or a configuration with the depth among its keys. */
export type StageConfig = RerankerInput | (RerankerConfigObject & Pick<CascadeStage, "depth">);

/** Options of `{ auto: {…} }`; a number is its budget. */
export interface AutoConfig extends AutoOptions {
  /** From the fastest to the best. Default: `["local"]`. */
  models?: readonly ModelConfig[];
  /** Whether models that were never measured here are measured before the first call, by three calls each. Default: false. */
  warmUp?: boolean;
}

/** One model to choose from: a reranker at hand, or a configuration with its tier and most documents among its keys. */
export type ModelConfig = RerankerInput | (RerankerConfigObject & Pick<AutoModel, "tier" | "maxDepth">);

/**
 * What may stand beside it. The order in which they are applied is fixed, the innermost first: `cache`, `chunked`, `calibration`,
 * `fallback`, `whenUncertain`, `deadlineMs`, `onError`.
 */
export interface WrapperConfig {
  /** Remembers the scores of the reranker beside it, not those of the fallback: a store, or the options of `cached`. */
  cache?: CacheStore | CachedOptions;
  /** Reads documents that are too long in passages: `true`, or the options of `chunked`. */
  chunked?: true | ChunkedOptions;
  /** Probabilities for the scores of the reranker beside it: a file of `secondpass calibrate`, or its content. */
  calibration?: string | Calibration | CalibrationConfig;
  /** Tried in turn where it fails. Each may have a `cache`, a `chunked` and a `calibration` of its own. */
  fallback?: readonly RerankerInput[];
  /** Whether to rerank at all: from which margin on the first stage is sure, or a policy. */
  whenUncertain?: MarginPolicy | number;
  /** Milliseconds, above 0, for the whole of it. A call's own smaller `deadlineMs` wins. */
  deadlineMs?: number;
  /** What becomes of a call that nobody could rerank. Default: `throw`. */
  onError?: OnError;
}

/** A calibration, and what is done with it. */
export interface CalibrationConfig extends CalibratedOptions {
  /** A file of `secondpass calibrate`, relative to the working directory, or its content. */
  file: string | Calibration;
}

/** What every package takes: a reranker at hand, or the configuration of one. */
export type RerankerInput = Reranker | RerankerConfig;
