import * as v from "valibot";
import type { ApiKey } from "../../io/http/api-key.ts";

/** Options that every provider over HTTP has. */
export interface RemoteOptions {
  /** Model, as the provider names it. Default: the provider's own, see docs/providers.md. */
  model?: string;
  /** API key, or a function that gets one. Default: from the environment. */
  apiKey?: ApiKey;
  /** Address in place of the provider's; several are replicas that take turns. */
  baseUrl?: string | string[];
  /** Further headers, such as those of a gateway. */
  headers?: Record<string, string>;
  /** In place of the global `fetch`. */
  fetch?: typeof fetch;
  /** Most milliseconds of one attempt, body included. Default: 30,000. */
  timeoutMs?: number;
  /** Attempts of one request, at least 1, on 408, 429, 5xx and network errors. Default: 3. */
  attempts?: number;
  /** Milliseconds before the second attempt; doubles, with jitter, unless the provider says when. Default: 500. */
  retryDelayMs?: number;
  /** Most requests under way at a time. Default: 8. */
  concurrency?: number;
  /** Most requests in a minute, over all rerankers of the process with the same key and limits. Default: none. */
  requestsPerMinute?: number;
  /** Most tokens in a minute, estimated from the text. Default: none. */
  tokensPerMinute?: number;
  /** Outages in a row after which the provider is left alone, 0 for never. Default: 5. */
  breakAfter?: number;
  /** For how many milliseconds. Default: 30,000. */
  breakForMs?: number;
  /** Most documents of one request, where yours differs from the provider's usual limit. */
  maxDocuments?: number;
  /** Metadata that is read with title and text, as YAML in this order. Default: none. */
  fields?: string[];
  /** What makes a document relevant, where the model follows instructions; a call's own comes first. Default: none. */
  instruction?: string;
  /** What you pay, in US dollars, for `usage.costUsd`. Default: unknown. */
  price?: { perSearchUnit?: number; perMillionTokens?: number; perRequest?: number };
}

const text = v.optional(v.pipe(v.string(), v.trim(), v.nonEmpty()));
const count = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const ms = v.optional(v.pipe(v.number(), v.finite(), v.minValue(1)));
const dollars = v.optional(v.pipe(v.number(), v.finite(), v.minValue(0)));
const url = v.pipe(v.string(), v.trim(), v.url(), v.regex(/^https?:/i));
const isFunction = (value: unknown) => typeof value === "function";

/** Checks them; entries of a strict object. */
export const remoteEntries: { [Key in keyof Required<RemoteOptions>]: v.GenericSchema<RemoteOptions[Key]> } = {
  model: text,
  apiKey: v.optional(v.union([v.string(), v.custom<() => string>(isFunction)])),
  baseUrl: v.optional(v.union([url, v.pipe(v.array(url), v.minLength(1))])),
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
  maxDocuments: count,
  fields: v.optional(v.array(v.pipe(v.string(), v.nonEmpty()))),
  instruction: text,
  price: v.optional(v.strictObject({ perSearchUnit: dollars, perMillionTokens: dollars, perRequest: dollars })),
};
