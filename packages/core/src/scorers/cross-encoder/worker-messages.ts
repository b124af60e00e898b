import type { RerankErrorJSON } from "../../contract/index.ts";
import type { ExitGuard } from "./exit-guard.ts";

/** What a worker is started with. */
export interface WorkerStart {
  guard: ExitGuard;
  modelFile: string;
  tokenizerFile: string;
  tokenizerConfigFile: string;
  padId: number;
  /** Size of the model's embedding table, where its configuration tells. */
  vocabularySize?: number;
  /** Most tokens of a pair that the model reads; the tokenizer may know of a lower limit. */
  maxTokens: number;
  maxPaddedTokens?: number;
}

/** From the thread that started it to the worker. */
export type WorkerRequest = ScoreRequest | { type: "cancel"; job: number } | { type: "close" };

export interface ScoreRequest {
  type: "score";
  job: number;
  query: string;
  texts: readonly string[];
  hasDeadline: boolean;
  /** `Date.now()` when it was sent. */
  sentAt: number;
}

/** From the worker. After `ready` or `failed`, every `score` is answered by any number of `scores` and one `done` or `error`. */
export type WorkerReply =
  | { type: "ready"; maxTokens: number }
  | { type: "failed"; error: RerankErrorJSON }
  | { type: "scores"; job: number; positions: number[]; scores: number[] }
  | { type: "error"; job: number; error: RerankErrorJSON }
  | DoneReply;

export interface DoneReply {
  type: "done";
  job: number;
  truncated: { index: number; keptTokens: number; totalTokens: number }[];
  queryTruncated: boolean;
  inputTokens: number;
  queueMs: number;
  inferenceMs: number;
}
