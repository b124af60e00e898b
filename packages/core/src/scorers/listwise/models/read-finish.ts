import type { ChatAnswer } from "../chat-model.ts";

const names: Readonly<Record<string, NonNullable<ChatAnswer["finish"]>>> = {
  length: "length",
  model_length: "length",
  max_tokens: "length",
  max_output_tokens: "length",
  model_context_window_exceeded: "length",
  content_filter: "filter",
  content_filtered: "filter",
  guardrail_intervened: "filter",
  safety: "filter",
  recitation: "filter",
  blocklist: "filter",
  prohibited_content: "filter",
  spii: "filter",
};

/**
 * Why a model stopped, out of every provider's word for it. What is not known is a stop: the answer itself shows whether it
 * has a ranking.
 *
 * @example
 * readFinish("MAX_TOKENS"); // => "length"
 * readFinish("content-filter"); // => "filter"
 * readFinish(undefined); // => "stop"
 */
export function readFinish(reason: unknown): NonNullable<ChatAnswer["finish"]> {
  return (typeof reason === "string" && names[reason.toLowerCase().replaceAll("-", "_")]) || "stop";
}
