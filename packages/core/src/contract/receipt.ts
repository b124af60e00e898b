import type { RerankErrorJSON } from "./rerank-error.ts";

/** What happened during a call: who ranked, what was cut, what it cost. Plain data, safe to log. */
export interface Receipt {
  /** Whether the order is a reranker's rather than the first stage's. */
  reranked: boolean;
  /** `id` of the reranker whose order this is. */
  servedBy: string;
  /** Why the documents were not reranked, or not all of them. */
  reason?: string;
  attempts: Attempt[];
  /** Documents that were read only in part. */
  truncated: Truncation[];
  usage: Usage;
  timing: Timing;
  warnings: Warning[];
  /** Where scores were blended with the first stage: its weight between 0 and 1, and what stood for it. */
  blend?: { weight: number; with: "firstStage" | "bm25" };
  /** Where the model came from the Hub: repository, the commit that its files are of, and the ONNX file. */
  model?: { id: string; revision: string; file: string };
  /** Requests sent to a provider, in the order in which they were answered. */
  requests?: ProviderRequest[];
  /** Where a language model ranked: what its answers were like. */
  listwise?: ListwiseReport;
  /** Where several rerankers looked one after the other: what each was given, and what came of it. */
  stages?: StageReport[];
  /** Where models and depths were chosen for a time budget. */
  plan?: PlanReport;
  /** Where a call is reranked only if the first stage is not sure: how far its best stood above the others. */
  margin?: MarginReport;
  /** Where documents were too long to be read at once. */
  chunked?: ChunkedReport;
  /** Where vectors were compared: of how many documents they came from the caller's store, and of how many they were computed. */
  vectors?: VectorReport;
  /** Where scores came from a cache: how many of the documents it knew. `hitRate` is `hits / (hits + misses)`. */
  cache?: { hits: number; misses: number; hitRate: number };
}

/** One stage of a cascade. */
export interface StageReport {
  /** `id` of its reranker. */
  reranker: string;
  /** Documents that it was given, from the top of the order that there was. */
  documents: number;
  /** Whether the order after it is its own. */
  reranked: boolean;
  /** Why not, or not completely. */
  reason?: string;
  durationMs: number;
}

/** What was chosen for a time budget. */
export interface PlanReport {
  /** What there was, in milliseconds. */
  budgetMs: number;
  /** What the stages were expected to take, rather too long than too short. */
  predictedMs: number;
  /** Empty where nothing fitted in. What they really took is in `stages` of the receipt. */
  stages: { reranker: string; depth: number; predictedMs: number }[];
  /** Calls that were under way when it was chosen, this one included. */
  inFlight: number;
}

/** Whether the first stage was sure. */
export interface MarginReport {
  /** Absent where it could not be told. */
  value?: number;
  /** From here on the first stage counts as sure. */
  threshold: number;
  skipped: boolean;
}

/** What long documents were divided into. */
export interface ChunkedReport {
  /** Documents that were divided. */
  documents: number;
  /** Passages of them that were sent to be read. */
  passages: number;
  /** Most tokens of one passage, its title included. */
  tokens: number;
  /** Whether tokens were estimated from the characters, as where a provider has the tokenizer. */
  estimated?: boolean;
}

/** Where the vectors of documents came from. */
export interface VectorReport {
  stored: number;
  computed: number;
}

/** What a language model's ranking was made of. */
export interface ListwiseReport {
  /** `slidingWindow`, `select` ... as it was executed. */
  strategy: string;
  /** Calls of the model, retries included, and how many of them were retries. */
  calls: number;
  retries: number;
  /** Calls one after the other on the longest path. */
  rounds: number;
  /** Windows that no call answered: their documents kept the order that they had. */
  failedWindows: number;
  /** Answers that were not a clean permutation, by what was wrong with them. */
  repairs: {
    answers: number;
    missing: number;
    duplicate: number;
    unknown: number;
    unparsed: number;
    refused: number;
    truncated: number;
  };
  /** How often the model saw each document, by index in the input. */
  seen: { index: number; windows: number }[];
  /** Whether the whole plan was executed. */
  complete: boolean;
  /** Documents whose text looks as if it were written for the model rather than the reader. Told of, never dropped. */
  suspicious: { index: number; signs: string[] }[];
  /** Name and version of the prompt. */
  prompt: string;
}

/** One request to a provider, retries included. */
export interface ProviderRequest {
  /** What the provider calls it; name it when you write to them. */
  id?: string;
  documents: number;
  /** How often it was sent. */
  attempts: number;
  durationMs: number;
}

export interface Attempt {
  /** `id` of the reranker that was tried. */
  reranker: string;
  /** `skipped`: it was not asked, on purpose. */
  outcome: "ok" | "deadline" | "error" | "skipped";
  durationMs: number;
  error?: RerankErrorJSON;
}

export interface Truncation {
  /** 0-based position in the input. */
  index: number;
  /** Tokens of the document that were read, of those that it has. */
  keptTokens: number;
  totalTokens: number;
  /** Whether the tokens were estimated from the characters, as where a provider has the tokenizer. */
  estimated?: boolean;
}

export interface Usage {
  inputTokens?: number;
  outputTokens?: number;
  searchUnits?: number;
  /** Calls of a model or an API: one per request sent, 0 when there was nothing to score. */
  calls: number;
  costUsd?: number;
}

export interface Timing {
  totalMs: number;
  /** Waiting for a free worker or connection. */
  queueMs?: number;
  /** Inside the model, tokenising included. */
  inferenceMs?: number;
}

/** Something the caller may want to know that did not stop the call. */
export interface Warning {
  code: WarningCode;
  message: string;
}

/**
 * - `empty_documents`: documents without text were not sent and come last.
 * - `depth_below_top_n`: fewer candidates are scored than results were asked for.
 * - `min_score_ignored`: the order has no scores to hold against `minScore`.
 * - `deadline`: time ran out before every candidate was scored.
 * - `untrustworthy_model`: the model does not tell relevant from irrelevant samples, and was asked for all the same.
 * - `query_truncated`: the query alone nearly fills the model's window and was cut.
 * - `no_projection`: token vectors are as long as hidden states, so the layer that makes them comparable may be missing in the export.
 * - `ill_formed_text`: lone surrogates were read as U+FFFD.
 * - `first_stage_ascending`: first-stage scores rise down the list, as distances do, and were not used.
 * - `non_commercial_licence`: the model's licence does not allow commercial use; said once by each reranker.
 * - `missing_scores`: the provider's answer left documents out; they come behind the others, in first-stage order.
 * - `documents_over_limit`: a provider whose scores of several requests cannot be merged takes fewer documents than there
 *   are; the rest keep their order behind.
 * - `instruction_ignored`: this reranker follows no instruction.
 * - `served_by_fallback`: another reranker than the first of a chain made this order.
 * - `passthrough`: reranking failed and the order is the first stage's, as `onError: "passthrough"` asks.
 * - `stage_failed`: a stage of a cascade failed, and the order before it was kept.
 * - `margin_unknown`: not every document has a first-stage score, so nobody can tell whether the first stage is sure.
 * - `times_not_kept`: measured times could not be written; the next process measures again.
 * - `cache_failed`: the cache's store failed; the call went on without it.
 * - `not_calibrated`: another reranker than the calibrated one made the scores; they get no probability.
 * - `calibration_mismatch`: the calibration was made for something else, and is applied all the same, as `onMismatch: "warn"` asks.
 * - `wasm_runtime`: there is no native ONNX runtime here, and the slower WebAssembly one runs the model.
 * - `shared_id`: a list to be fused has different texts of one id; the first of them is kept.
 * - `nothing_in_common`: lists that were fused share no document, as where they name their documents differently.
 * - `retriever_failed`: one of several retrievers failed, and the others served.
 * - `expansion_failed`: the query was not expanded, and was searched with as it is.
 * - `hub_unreachable`: the Hub did not answer and the model is the one that the cache had; said once by each reranker.
 */
export type WarningCode =
  | "empty_documents"
  | "depth_below_top_n"
  | "min_score_ignored"
  | "deadline"
  | "untrustworthy_model"
  | "query_truncated"
  | "no_projection"
  | "ill_formed_text"
  | "first_stage_ascending"
  | "missing_scores"
  | "documents_over_limit"
  | "instruction_ignored"
  | "served_by_fallback"
  | "passthrough"
  | "stage_failed"
  | "margin_unknown"
  | "times_not_kept"
  | "cache_failed"
  | "not_calibrated"
  | "calibration_mismatch"
  | "wasm_runtime"
  | "non_commercial_licence"
  | "shared_id"
  | "nothing_in_common"
  | "retriever_failed"
  | "expansion_failed"
  | "hub_unreachable";
