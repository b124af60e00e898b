import { redact } from "./redact.ts";

/**
 * What went wrong, in a word that never changes:
 * - `empty_query` the query is empty or blank.
 * - `invalid_document` a document is neither a string nor an object with a string `text`.
 * - `invalid_options` an option of the call is out of range.
 * - `invalid_config` a reranker's configuration does not fit its schema; the message names the path.
 * - `calibration_mismatch` a calibration was made for another reranker, model or options; the message says what differs.
 * - `unknown_provider` a spec names a provider that does not exist; the message names the nearest one.
 * - `missing_peer` an optional package is not installed; the message says how to install it.
 * - `model_not_found` a model directory or one of its files is missing.
 * - `invalid_model` a model file is corrupt or is not a cross-encoder.
 * - `invalid_tokenizer` the tokenizer is corrupt or does not belong to the model.
 * - `untrustworthy_model` a model does not tell relevant from irrelevant samples: a broken export, a wrong head or template.
 * - `invalid_scores` a scorer returned NaN, an infinite score, or the wrong number of scores.
 * - `invalid_vectors` vectors do not fit the model that they are for, or a store of them failed; the message names the document.
 * - `inference_failed` the model failed while running.
 * - `worker_failed` the worker that runs the model stopped; retryable.
 * - `download_failed` the Hub or the way to it failed; retryable where trying again may help, `status` where there was one.
 * - `access_denied` the Hub refuses the model to this token, or to nobody without one.
 * - `hash_mismatch` a downloaded file is not the one that the Hub announced.
 * - `offline` a model is not in the cache and `HF_HUB_OFFLINE` forbids to fetch it.
 * - `cache_failed` the model cache cannot be read or written: permissions, a full disk.
 * - `overloaded` more calls are waiting for a model than its queue holds; retryable.
 * - `missing_key` a provider needs an API key and neither option nor environment has one.
 * - `authentication_failed` a provider refuses the key (401, 403, 498).
 * - `payment_required` the account has run out of credit (402).
 * - `invalid_request` a provider refuses the request as it is (400, 404, 413, 422 ...); trying again does not help.
 * - `context_too_long` a language model cannot read that much at once; the same with less text may do.
 * - `rate_limited` a provider asks for patience (429); retryable, `retryAfterMs` where it said for how long.
 * - `provider_unavailable` no connection, or a server error (5xx, 529); retryable.
 * - `timeout` an attempt took longer than `timeoutMs`; retryable.
 * - `invalid_response` a provider answered with something that is no ranking.
 * - `circuit_open` a provider failed several times in a row and is left alone for a while; retryable later.
 * - `all_failed` every reranker of a fallback chain, or every one of several retrievers, failed; `cause` is an `AggregateError` of their errors.
 * - `not_calibrated` a gate was given a ranking without calibrated probabilities.
 * - `disposed` the reranker was disposed before or during the call.
 * - `invalid_data` a file of an evaluation (collection, run, judgments) is missing or malformed; the message names file and line.
 */
export type RerankErrorCode =
  | "empty_query"
  | "invalid_document"
  | "invalid_options"
  | "invalid_config"
  | "calibration_mismatch"
  | "unknown_provider"
  | "missing_peer"
  | "model_not_found"
  | "invalid_model"
  | "invalid_tokenizer"
  | "untrustworthy_model"
  | "invalid_scores"
  | "invalid_vectors"
  | "inference_failed"
  | "worker_failed"
  | "overloaded"
  | "download_failed"
  | "access_denied"
  | "hash_mismatch"
  | "offline"
  | "cache_failed"
  | "missing_key"
  | "authentication_failed"
  | "payment_required"
  | "invalid_request"
  | "context_too_long"
  | "rate_limited"
  | "provider_unavailable"
  | "timeout"
  | "invalid_response"
  | "circuit_open"
  | "all_failed"
  | "not_calibrated"
  | "disposed"
  | "invalid_data";

/** A `RerankError` as plain data, for receipts, logs and worker messages. */
export interface RerankErrorJSON {
  code: RerankErrorCode;
  message: string;
  retryable: boolean;
  provider?: string;
  status?: number;
  retryAfterMs?: number;
}

export interface RerankErrorOptions {
  cause?: unknown;
  /** Whether the same call may succeed if tried again. Default: false. */
  retryable?: boolean;
  provider?: string;
  /** HTTP status, where there was one. */
  status?: number;
  /** Milliseconds to wait before trying again, where the provider said so. */
  retryAfterMs?: number;
}

// Two copies of the package (ESM and CommonJS, two versions) have two classes; the registered symbol is one and the same.
const marker = Symbol.for("secondpass.RerankError");

/** The only error class of secondpass. The message says what happened, to which value, and what to do. */
export class RerankError extends Error {
  override readonly name = "RerankError";
  readonly code: RerankErrorCode;
  readonly retryable: boolean;
  readonly provider?: string;
  readonly status?: number;
  readonly retryAfterMs?: number;

  constructor(code: RerankErrorCode, message: string, options: RerankErrorOptions = {}) {
    super(redact(message), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    if (options.provider !== undefined) this.provider = options.provider;
    if (options.status !== undefined) this.status = options.status;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
    Object.defineProperty(this, marker, { value: true });
  }

  toJSON(): RerankErrorJSON {
    const { code, message, retryable, provider, status, retryAfterMs } = this;
    return {
      code,
      message,
      retryable,
      ...(provider && { provider }),
      ...(status && { status }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
  }

  /** The error that `toJSON` was called on, as far as plain data carries it. */
  static fromJSON(json: RerankErrorJSON): RerankError {
    return new RerankError(json.code, json.message, json);
  }
}

/**
 * Whether a value is a `RerankError`, also one from another copy of the package.
 *
 * @example
 * import { createReranker, isRerankError } from "secondpass";
 *
 * const reranker = await createReranker("identity");
 * const error = await reranker.rerank("", ["a"]).catch((error) => error);
 * isRerankError(error); // => true
 * error.code; // => "empty_query"
 */
export function isRerankError(value: unknown): value is RerankError {
  return typeof value === "object" && value !== null && marker in value;
}
