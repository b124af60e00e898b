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
  /** How many alternatives of the first token to tell; only where `supports.logprobs`. */
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

/**
 * A chat model of any framework, seen from here. `complete` rejects with a `RerankError` whose code and `retryable` say what
 * happened; a context that is too long is `invalid_request` with `contextLength` set.
 */
export interface ChatModel {
  /** As in a spec: `openai:gpt-5-mini`. */
  readonly id: string;
  readonly supports: { schema: boolean; logprobs: boolean };
  complete(request: ChatRequest, options: { signal: AbortSignal }): Promise<ChatAnswer>;
}
