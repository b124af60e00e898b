import * as v from "valibot";
import { RerankError } from "../../../contract/index.ts";
import type { ApiKey } from "../../../io/http/api-key.ts";

/** Options of a chat model behind an address. */
export interface OpenAiOptions {
  /** A place that is known by name: `openai`, `openrouter`, `groq`, `mistral`, `deepseek`, `together`, `gemini`, `ollama`, `llamacpp`, `vllm`. */
  endpoint?: string;
  /** Address up to `/chat/completions`, such as `http://127.0.0.1:8000/v1`. Default: the endpoint's. */
  baseUrl?: string;
  /** Model, as the endpoint names it. */
  model: string;
  /** API key, or a function that gets one. Default: from the endpoint's environment variable; none for an address of your own. */
  apiKey?: ApiKey;
  /** Further headers, such as those of a gateway. */
  headers?: Record<string, string>;
  /** In place of the global `fetch`. */
  fetch?: typeof fetch;
  /** Most milliseconds of one attempt, body included. Default: 60,000. */
  timeoutMs?: number;
  /** Attempts of one question, at least 1, on 408, 429, 5xx and network errors. Default: 3. */
  attempts?: number;
  /** Milliseconds before the second attempt; doubles, with jitter, unless the provider says when. Default: 500. */
  retryDelayMs?: number;
  /** Most requests under way at a time, over all models of the process with the same key and limits. Default: 8. */
  concurrency?: number;
  /** Most requests in a minute. Default: none. */
  requestsPerMinute?: number;
  /** Most tokens in a minute, estimated from the text. Default: none. */
  tokensPerMinute?: number;
  /** Outages in a row after which the provider is left alone, 0 for never. Default: 5. */
  breakAfter?: number;
  /** For how many milliseconds. Default: 30,000. */
  breakForMs?: number;
  /** How long a reasoning model may think: `minimal`, `low`, `medium`, `high`. Default: its own. */
  reasoningEffort?: string;
  /** Of vLLM and SGLang: `{ enable_thinking: false }` spares Qwen's reasoning. */
  chatTemplateKwargs?: Record<string, unknown>;
  /** Further fields of the request, in the endpoint's own names: `{ seed: 1, provider: { sort: "price" } }`. */
  body?: Record<string, unknown>;
  /** What the model can do, where it differs from the endpoint. */
  supports?: { schema?: boolean; logprobs?: boolean };
}

const text = v.optional(v.pipe(v.string(), v.trim(), v.nonEmpty()));
const count = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const ms = v.optional(v.pipe(v.number(), v.finite(), v.minValue(1)));
const isFunction = (value: unknown) => typeof value === "function";

/** Checks them; entries of a strict object. */
export const openAiEntries: { [Key in keyof Required<OpenAiOptions>]: v.GenericSchema<OpenAiOptions[Key]> } = {
  endpoint: text,
  baseUrl: v.optional(v.pipe(v.string(), v.trim(), v.url(), v.regex(/^https?:/i))),
  model: v.pipe(v.string(), v.trim(), v.nonEmpty()),
  apiKey: v.optional(v.union([v.string(), v.custom<() => string>(isFunction)])),
  headers: v.optional(v.record(v.string(), v.string())),
  fetch: v.optional(v.custom<typeof fetch>(isFunction)),
  timeoutMs: ms,
  attempts: count,
  retryDelayMs: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
  concurrency: count,
  requestsPerMinute: count,
  tokensPerMinute: count,
  breakAfter: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  breakForMs: ms,
  reasoningEffort: text,
  chatTemplateKwargs: v.optional(v.record(v.string(), v.unknown())),
  body: v.optional(v.record(v.string(), v.unknown())),
  supports: v.optional(v.strictObject({ schema: v.optional(v.boolean()), logprobs: v.optional(v.boolean()) })),
};

/** @throws {RerankError} `invalid_config` naming the option */
export function checkOpenAiOptions(options: OpenAiOptions): void {
  const result = v.safeParse(v.strictObject(openAiEntries), options);
  if (result.success) return;
  const [issue] = result.issues;
  const at = v.getDotPath(issue) ?? "options";
  const got = at === "apiKey" ? typeof options.apiKey : issue.received;
  throw new RerankError("invalid_config", `${at} of a chat model: expected ${issue.expected ?? "another value"}, got ${got}`);
}
