import type { ApiKey } from "../../../io/http/api-key.ts";
import type { Trust } from "../../onnx/trust/trust-check.ts";
import type { LayoutOptions } from "../read-layout.ts";

/** How a server that speaks the Open Inference Protocol is reached. */
export interface ServerOptions {
  /** Address of the server, `http://host:8000`; several are replicas that take turns. */
  baseUrl: string | readonly string[];
  /** Name of the model on the server. */
  model: string;
  /** Version of it. Default: the server chooses. */
  version?: string;
  /** API key of a gateway before it, or a function that gets one. Default: from `TRITON_API_KEY`, else none. */
  apiKey?: ApiKey;
  /** Further headers. */
  headers?: Record<string, string>;
  /** In place of the global `fetch`. */
  fetch?: typeof fetch;
  /** Most milliseconds of one attempt, body included. Default: 30,000. */
  timeoutMs?: number;
  /** Attempts of one request, at least 1, on 408, 429, 5xx and network errors. Default: 3. */
  attempts?: number;
  /** Milliseconds before the second attempt; doubles, with jitter. Default: 500. */
  retryDelayMs?: number;
  /** Most requests under way at a time. Default: 8. */
  concurrency?: number;
  /** Outages in a row after which a server is left alone, 0 for never. Default: 5. */
  breakAfter?: number;
  /** For how many milliseconds. Default: 30,000. */
  breakForMs?: number;
}

/** A cross-encoder that is served: where, and what its files on this side say. */
export interface ServedCrossEncoderOptions extends ServerOptions, LayoutOptions {
  /** Directory with `config.json`, `tokenizer.json` and `tokenizer_config.json`; weights are not needed. */
  directory: string;
  /** Most tokens of a pair, at least 8. Default: what model and tokenizer allow. */
  maxTokens?: number;
  /** Most pairs of one request, at least 1. Default: the server's `max_batch_size`, else 32. */
  maxBatch?: number;
  /** What becomes of a model that does not tell relevant from irrelevant samples at the first call. Default: `error`. */
  trust?: Trust;
}
