import type { Reranker } from "../../contract/index.ts";
import type { ChatModel } from "./chat-model.ts";
import type { ListwisePrompt } from "./prompts/listwise-prompt.ts";

/** How the windows are chosen; `auto` takes what costs least for the list at hand. */
export const strategyNames = ["auto", "single", "slidingWindow", "select", "refine", "topDown", "tournament", "setwise"] as const;

export type StrategyName = (typeof strategyNames)[number];

/** What a user pays, in US dollars. */
export interface TokenPrice {
  perMillionInputTokens: number;
  perMillionOutputTokens: number;
}

export interface ListwiseOptions {
  /** The model that ranks. */
  model: ChatModel;
  /** Default: `auto`. */
  strategy?: StrategyName;
  /** `rankgpt` asks and reads answers as RankGPT does, mistakes in reading included, for comparison with published runs. */
  parity?: "rankgpt";
  /** Documents shown at a time, at least 2. Default: 20. */
  window?: number;
  /** Positions by which a sliding window moves. Default: half of `window`. */
  stride?: number;
  /** Results that matter, where the call has no `topN`. Default: 10. */
  topK?: number;
  /** Times that a sliding window goes over the list, or tournaments held. Default: 1. */
  passes?: number;
  /** Calls for a window that matters, the first in the order at hand, the others shuffled; their orders are averaged. Default: 1. */
  consistency?: number;
  /** Weight of the first stage in the final window of `single`, `refine`, `slidingWindow` and `select`, 0 to 1. Default: 0.25 for `select`, else 0. */
  priorWeight?: number;
  /** A pointwise reranker that ranks all before `refine` shows the best to the model; disposed with this one. */
  scorer?: Reranker;
  /** How the model answers: `text`, a `json` object, or the `logprobs` of its first token. Default: `text`. */
  output?: "text" | "json" | "logprobs";
  /** How documents are named: `numeric`, `letters` (up to 26), or `random` codes that no passage can forge. Default: `numeric`; `letters` for `logprobs`. */
  labels?: "numeric" | "letters" | "random";
  /** Tokens shown of each document, estimated. Default: 300. */
  passageTokens?: number;
  /** Default: ours. */
  prompt?: ListwisePrompt;
  /** Most calls, retries included. Default: no limit. */
  maxCalls?: number;
  /** Most input tokens, estimated before each call, rather too many than too few. Default: no limit. */
  maxInputTokens?: number;
  /** Most US dollars; needs `price`. Default: no limit. */
  maxCostUsd?: number;
  price?: TokenPrice;
  /** Calls under way at a time, over all rankings of this reranker. Default: 8. */
  concurrency?: number;
  /** Times that a window is asked again when its answer cannot be read, as far as the limits leave calls for the others. Default: 1. */
  retries?: number;
  /**
   * What becomes of windows that no call answers. With `firstStage` they keep the order that they had, which the receipt says; with
   * `throw` that is an error where more than half of them fail. Default: `firstStage`.
   */
  onFailure?: "firstStage" | "throw";
  /** Reasoning tokens to leave room for in an answer. Default: 0. */
  reasoningTokens?: number;
  /** For shuffles, codes and delimiters: the same seed, the same calls. Default: none, so that nobody can foretell them. */
  seed?: number;
  /** Called after each call of the model. */
  onCall?: (call: ListwiseCall) => void;
}

/** One call, as it ended. */
export interface ListwiseCall {
  /** 1-based number in the order of ending. */
  call: number;
  /** Documents shown. */
  documents: number;
  outcome: "answered" | "unreadable" | "failed";
  durationMs: number;
  inputTokens: number;
  outputTokens: number;
}
