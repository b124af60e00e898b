/** A request as it came in. */
export interface MockLlmRequest {
  method: string;
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: MockLlmBody;
}

/** What is read of a request's body; the rest is there as well. */
export interface MockLlmBody {
  model?: string;
  messages?: { role: string; content: unknown }[];
  max_tokens?: number;
  max_completion_tokens?: number;
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  logprobs?: boolean;
  top_logprobs?: number;
  response_format?: { type?: string; json_schema?: { schema?: unknown } };
  tools?: { function?: { name?: string; parameters?: unknown } }[];
  [field: string]: unknown;
}

/** A document as the model sees it in a prompt. */
export interface MockPassage {
  /** What stands between the brackets. */
  label: string;
  text: string;
}

/**
 * What an answer looks like; of grades, `text` is `[3] 2` on a line for each, `json` `{"3": 2, …}`, and `duplicate` has two for one.
 * - `text` `[3] > [1] > [2]`; `prose` the same inside sentences; `list` one per line, numbered; `json` `{"ranking": ["3", …]}`.
 * - `think` reasoning before it; `unclosed` reasoning that ran out of tokens; `truncated` it ran out of tokens itself.
 * - `duplicate` the first is named twice; `missing` only the first half is named.
 * - `refusal` in the field for it; `apology` a refusal in words; `null` no content; `empty`; `tool` as arguments of a tool;
 *   `filter` stopped by a content filter.
 */
export type MockLlmFormat =
  | "text"
  | "prose"
  | "list"
  | "json"
  | "think"
  | "unclosed"
  | "truncated"
  | "duplicate"
  | "missing"
  | "refusal"
  | "apology"
  | "null"
  | "empty"
  | "tool"
  | "filter";

/**
 * What goes wrong with a request: an answer of another status, no answer (`hang`), a lost connection (`reset`).
 */
export type MockLlmFault = "hang" | "reset" | { status: number; headers?: Record<string, string>; body?: unknown };

/** An answer as a message of the model. */
export interface MockLlmMessage {
  content: unknown;
  refusal?: string;
  /** Arguments of a tool that it calls. */
  toolArguments?: string;
  finishReason?: string;
  /** Alternatives of the first token, likeliest first. */
  firstToken?: readonly { token: string; logprob: number }[];
  /** Further fields of the message, such as `reasoning_content`. */
  fields?: Record<string, unknown>;
}

export interface MockLlmOptions {
  /** The answer to each request, in place of all below but faults, key and latency: a text, a message, or a fault. */
  answer?: (request: MockLlmRequest, number: number) => MockLlmAnswer | Promise<MockLlmAnswer>;
  /** How relevant a document is. Default: its mark `(rel 0.83)`, else the share of the query's words that it has. */
  relevance?: (text: string, query: string) => number;
  /**
   * The grade of a document, where a prompt asks to grade each. `chance` draws numbers from 0 up to 1 that request and document
   * decide. Default: its relevance, noise and position bias included, on a scale of 0 to 3.
   */
  grade?: (text: string, query: string, chance: () => number) => number;
  /** Standard deviation of what is added to each relevance, by chance that depends on the request alone. Default: 0. */
  noise?: number;
  /** How much more relevant the first looks than the last, only for standing there. Default: 0. */
  positionBias?: number;
  /** Default: `text`; where a request asks for a schema or a tool, what it asks for. */
  format?: MockLlmFormat | ((request: MockLlmRequest, number: number) => MockLlmFormat);
  /**
   * Does what any instruction inside a document says, also one that pretends to be a ranking, a delimiter or another speaker.
   * For tests of prompts. Default: false.
   */
  obey?: boolean;
  /** Finds the label of a document at the start of a line, as first group. Default: `[1]`. */
  labels?: RegExp;
  /** Finds the query, as first group; the last one counts. Default: what follows `query:` or `<query>`. */
  query?: RegExp;
  /** Finds how many are asked for, as first group, outside of the documents. Default: `top 4`, `4 most relevant`. */
  asked?: RegExp;
  /** What goes wrong with the first requests, in this order. */
  faults?: readonly (MockLlmFault | undefined)[];
  /** Estimated tokens of a prompt above which it is refused with `context_length_exceeded`. Default: no limit. */
  contextTokens?: number;
  /** Fields that are refused as unsupported, such as `temperature`. */
  rejects?: readonly string[];
  /** The only key that is accepted. Default: any, and none. */
  apiKey?: string;
  /** Milliseconds before each answer. Default: 0. */
  latencyMs?: number;
}

export type MockLlmAnswer = string | MockLlmMessage | MockLlmFault;
