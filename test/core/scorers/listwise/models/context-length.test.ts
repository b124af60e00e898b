import { RerankError } from "secondpass";
import { expect, test } from "vitest";
import { isContextLength } from "../../../../../packages/core/src/scorers/listwise/models/index.ts";

test.each([
  ["OpenAI", { error: { message: "This model's maximum context length is 128000 tokens.", code: "context_length_exceeded" } }],
  ["OpenAI's Responses", { error: { message: "Your input exceeds the context window of this model.", code: null } }],
  ["vLLM", { object: "error", message: "This model's maximum context length is 4096 tokens. However, you requested 5000" }],
  ["vLLM, where the prompt alone fills it", { message: "max_tokens must be at least 1, got -200." }],
  ["llama.cpp", { error: { type: "exceed_context_size_error", message: "the request exceeds the available context size" } }],
  ["an older llama.cpp", "Input prompt is too big compared to KV size"],
  ["Anthropic", { type: "error", error: { message: "prompt is too long: 210000 tokens > 200000 maximum" } }],
  ["Anthropic, with the answer", { error: { message: "input length and `max_tokens` exceed context limit: 190000 + 20000" } }],
  ["Gemini", [{ error: { message: "The input token count (1200000) exceeds the maximum number of tokens allowed" } }][0]],
  ["Mistral", { message: "Prompt contains 40000 tokens, too large for model with 32768 maximum context length" }],
  ["Groq", { error: { message: "Please reduce the length of the messages or completion.", code: "context_length_exceeded" } }],
  ["LangChain", Object.assign(new Error("too much"), { name: "ContextOverflowError" })],
  ["underneath a retry", new Error("gave up", { cause: new Error("prompt is too long: 9 tokens > 8 maximum") })],
  ["the AI SDK", Object.assign(new Error("Bad Request"), { responseBody: '{"error":{"code":"context_length_exceeded"}}' })],
  ["ours", new RerankError("context_too_long", "too much")],
])("%s says that the prompt is too long", (_, error) => {
  expect(isContextLength(error)).toBe(true);
});

test.each([
  [
    "an answer that may not be as long",
    { error: { message: "max_tokens is too large: 100000. This model supports at most 16384" } },
  ],
  ["a rate limit", { error: { message: "Rate limit reached for tokens per minute", code: "rate_limit_exceeded" } }],
  ["another of ours that quotes it", new RerankError("authentication_failed", "prompt is too long")],
  ["nothing", undefined],
  ["a circle", circle()],
])("%s does not", (_, error) => {
  expect(isContextLength(error)).toBe(false);
});

function circle(): Error {
  const error = new Error("round and round");
  error.cause = error;
  return error;
}
