/** One message of a conversation with a model. */
export interface ChatMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/** What a model is asked. */
export interface ChatRequest {
  messages: readonly ChatMessage[];
  /** Most tokens of the answer, where the model can be told. */
  maxTokens?: number;
  /** 0 for the likeliest answer. Default: the model's own. */
  temperature?: number;
  /** JSON schema of the answer; only where `supports.schema`. */
  schema?: Record<string, unknown>;
  /** How many alternatives of the first token to tell, at most 20; only where `supports.logprobs`. */
  topLogprobs?: number;
}

/** What a model answered. */
export interface ChatAnswer {
  /** Text, an object (structured output, arguments of a tool), content blocks, or null: whatever the client gives. */
  content: unknown;
  /** Why it stopped: `length` where it ran out of tokens, `filter` where it was stopped. Default: `stop`. */
  finish?: "stop" | "length" | "filter";
  usage?: { inputTokens?: number; outputTokens?: number };
  /** Alternatives of the first token, likeliest first. */
  firstToken?: readonly { token: string; logprob: number }[];
}

/** How long one question may take. */
export interface ChatContext {
  signal: AbortSignal;
  /** A pause before another attempt that would end after this moment, on the clock of `performance.now()`, is not begun. */
  deadlineAt?: number;
  /** Asked before the same question is sent once more, which counts as a call; not sent where the answer is no. */
  mayRetry?: () => boolean;
}

/**
 * A chat model of any framework, seen from here. `complete` rejects with a `RerankError` whose code and `retryable` say what
 * happened: `context_too_long` where the same with less text may do, `invalid_response` where the answer has no form that is
 * known. An abort rejects at once, with the signal's reason, whether or not the model listens.
 */
export interface ChatModel {
  /** As in a spec: `openai:gpt-5-mini`. */
  readonly id: string;
  readonly supports: { schema: boolean; logprobs: boolean };
  complete(request: ChatRequest, context: ChatContext): Promise<ChatAnswer>;
}
