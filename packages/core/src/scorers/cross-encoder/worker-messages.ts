import type { RerankErrorJSON, TokenMeasure, Warning } from "../../contract/index.ts";
import type { RuntimeChoice } from "./choose-runtime.ts";
import type { ExitGuard } from "./exit-guard.ts";
import type { ModelLayout } from "./read-layout.ts";
import type { TokenizerPackage } from "./tokenizer-packages.ts";
import type { Trust } from "./trust-check.ts";

/** What a worker is started with. */
export interface WorkerStart {
  guard: ExitGuard;
  modelFile: string;
  tokenizerFile: string;
  tokenizerConfigFile: string;
  /** Who reads them. Default: `huggingface-tokenizers`. */
  tokenizer?: TokenizerPackage;
  layout: Omit<ModelLayout, "maxTokens">;
  trust: Trust;
  padId: number;
  /** Size of the model's embedding table, where its configuration tells. */
  vocabularySize?: number;
  /** Most tokens of a pair that the model reads; the tokenizer may know of a lower limit. */
  maxTokens: number;
  maxPaddedTokens?: number;
  /** Default: `auto`. */
  runtime?: RuntimeChoice;
  /** In the order in which they are asked; the CPU takes what is left. */
  executionProviders?: readonly string[];
}

/** What is known of a model once it is loaded. */
export interface ModelInfo {
  /** Most tokens of a pair. */
  maxTokens: number;
  /** What the caller ought to know, though the model is served. */
  warnings: readonly Warning[];
}

/** From the thread that started it to the worker. */
export type WorkerRequest = TaskRequest | { type: "cancel"; task: number } | { type: "close" };

/** Texts to be scored, or only to be measured in tokens. */
export interface TaskRequest {
  type: "score" | "measure";
  task: number;
  /** Tasks with the same number are parts of one call: they share its turns. */
  call: number;
  /** Higher first. */
  priority: number;
  query: string;
  texts: readonly string[];
}

/**
 * From the worker. After `ready` or `failed`, every `score` is answered by any number of `scores` and one `done` or `error`, every
 * `measure` by one `measured` or `error`.
 */
export type WorkerReply = { type: "ready"; info: ModelInfo } | { type: "failed"; error: RerankErrorJSON } | TaskReply;

/** About one task. */
export type TaskReply =
  | { type: "scores"; task: number; positions: number[]; scores: number[] }
  | { type: "error"; task: number; error: RerankErrorJSON }
  | ({ type: "measured"; task: number } & TokenMeasure)
  | DoneReply;

export interface DoneReply {
  type: "done";
  task: number;
  truncated: { index: number; keptTokens: number; totalTokens: number }[];
  queryTruncated: boolean;
  inputTokens: number;
}
