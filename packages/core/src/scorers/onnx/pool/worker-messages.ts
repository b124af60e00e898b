import type { RerankErrorJSON, Warning } from "../../../contract/index.ts";
import type { RuntimeChoice } from "../runtime/choose-runtime.ts";
import type { TokenizerPackage } from "../tokenizer/tokenizer-packages.ts";
import type { Trust } from "../trust/trust-check.ts";
import type { ExitGuard } from "./exit-guard.ts";

/** What a worker is started with, whatever its model is for. Plain data: it crosses into the worker. */
export interface WorkerStart {
  guard: ExitGuard;
  modelFile: string;
  tokenizerFile: string;
  tokenizerConfigFile: string;
  /** Who reads them. Default: `huggingface-tokenizers`. */
  tokenizer?: TokenizerPackage;
  trust: Trust;
  padId: number;
  /** Size of the model's embedding table, where its configuration tells. */
  vocabularySize?: number;
  /** Most tokens of one input that the model reads; the tokenizer may know of a lower limit. */
  maxTokens: number;
  maxPaddedTokens?: number;
  /** Default: `auto`. */
  runtime?: RuntimeChoice;
  /** In the order in which they are asked; the CPU takes what is left. */
  executionProviders?: readonly string[];
}

/** What is known of a model once it is loaded. */
export interface ModelInfo {
  /** Most tokens of one input. */
  maxTokens: number;
  /** What the caller ought to know, though the model is served. */
  warnings: readonly Warning[];
}

/** From the thread that started it to the worker. */
export type WorkerRequest<Work> = TaskRequest<Work> | { type: "cancel"; task: number } | { type: "close" };

export interface TaskRequest<Work> {
  type: "task";
  task: number;
  /** Tasks with the same number are parts of one call: they share its turns. */
  call: number;
  /** Higher first. */
  priority: number;
  work: Work;
}

/** From the worker, after `ready` or `failed`. What is news, and which of it is the last, is between the two ends of a task. */
export type WorkerReply<News, Info> =
  | { type: "ready"; info: Info }
  | { type: "failed"; error: RerankErrorJSON }
  | TaskReply<News>;

/** About one task; after an error there is nothing more to say. */
export type TaskReply<News> =
  | { type: "news"; task: number; news: News }
  | { type: "error"; task: number; error: RerankErrorJSON };

/** Says something of a task to whoever gave it; buffers in `transfer` are gone here afterwards. */
export type Tell<News> = (news: News, transfer?: readonly ArrayBuffer[]) => void;
