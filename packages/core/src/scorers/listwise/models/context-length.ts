import { isRerankError } from "../../../contract/index.ts";

// `code`, `type` or `name` of the error: OpenAI and those that copy it, llama.cpp, LangChain.
const codes = /^(context_length_exceeded|context_window_exceeded|exceed_context_size_error|ContextOverflowError)$/;

// The words where there is no code, by who says them.
const texts: readonly RegExp[] = [
  /context_length_exceeded/, // OpenAI's code, quoted by a framework
  /maximum context length/i, // OpenAI, vLLM, DeepSeek, OpenRouter, Mistral
  /max(imum)? model len/i, // vLLM
  /max_tokens must be at least 1, got -/i, // vLLM, where the prompt alone fills the context
  /exceeds? (the )?(available |model'?s? )?context (size|window|length|limit)/i, // llama.cpp, OpenAI's Responses
  /too (big|large) compared to KV size/i, // llama.cpp before 2025
  /prompt is too long/i, // Anthropic
  /input length and `?max_tokens`? exceed context limit/i, // Anthropic
  /input token count.*exceeds the maximum/i, // Gemini
  /input tokens exceed the configured limit/i, // OpenAI
  /maximum prompt length is/i, // xAI
  /input is too long for requested model/i, // Bedrock
  /`?inputs`? tokens \+ `?max_new_tokens`? must be/i, // text-generation-inference, Together
  /reduce the length of the (messages|prompt|input)/i, // Groq
];

/**
 * Whether an error says that the prompt is longer than the model can read: one of ours, an answer's body, or what a client of
 * OpenAI, vLLM, llama.cpp, Anthropic, Gemini and others throws.
 *
 * @example
 * import { isContextLength } from "secondpass/listwise";
 *
 * isContextLength({ error: { code: "context_length_exceeded" } }); // => true
 * isContextLength(new Error("prompt is too long: 210000 tokens > 200000 maximum")); // => true
 * isContextLength(new Error("max_tokens is too large")); // => false
 */
export function isContextLength(error: unknown): boolean {
  if (isRerankError(error)) return error.code === "context_too_long";
  return says(error, 0);
}

/** Frameworks wrap errors, and providers put theirs under `error`. */
function says(value: unknown, depth: number): boolean {
  if (typeof value === "string") return texts.some((text) => text.test(value));
  if (typeof value !== "object" || value === null || depth > 4) return false;
  const { name, code, type, message, detail, error, cause, responseBody } = value as Record<string, unknown>;
  if ([name, code, type].some((word) => typeof word === "string" && codes.test(word))) return true;
  return [message, detail, error, cause, responseBody].some((part) => says(part, depth + 1));
}
