import { OpenAI } from "@llamaindex/openai";
import { expect, test } from "vitest";
import { fromLlamaIndex, type LlamaIndexModel } from "../../../../../packages/core/src/scorers/listwise/models/index.ts";
import { bestFirst } from "../../../testing/mock-llm/prompts.ts";
import { useMockLlm } from "../../../testing/mock-llm/use-mock-llm.ts";
import { ask, failureOf } from "./ask.ts";
import { apiKey } from "./models-under-test.ts";

function answering(message: object, raw?: unknown): LlamaIndexModel {
  return { metadata: { model: "made-up" }, chat: async () => ({ message, raw }) };
}

test.each([
  [
    "OpenAI's",
    { choices: [{ message: { content: "x" }, finish_reason: "length" }], usage: { prompt_tokens: 7, completion_tokens: 3 } },
  ],
  ["Anthropic's", { stop_reason: "max_tokens", usage: { input_tokens: 7, output_tokens: 3 } }],
  ["Ollama's", { done_reason: "length", prompt_eval_count: 7, eval_count: 3 }],
])("reason and usage out of %s raw answer", async (_, raw) => {
  expect(await ask(fromLlamaIndex(answering({ content: "[2] > [1]" }, raw)))).toEqual({
    content: "[2] > [1]",
    finish: "length",
    usage: { inputTokens: 7, outputTokens: 3 },
  });
});

test("blocks, and no raw answer", async () => {
  const content = [{ type: "text", text: "[1]" }];
  expect(await ask(fromLlamaIndex(answering({ content }, null)))).toEqual({ content, finish: "stop", usage: {} });
});

test("one that is no OpenAI is asked for what every LLM understands, and no more", async () => {
  const seen: object[] = [];
  const llm: LlamaIndexModel = {
    metadata: { model: "made-up" },
    async chat(params) {
      seen.push(params);
      return { message: { content: "[1]" } };
    },
  };
  const model = fromLlamaIndex(llm);
  expect(model).toMatchObject({ id: "llamaindex:made-up", supports: { schema: false, logprobs: false } });
  await ask(model, { messages: [{ role: "user", content: "q" }], schema: { type: "object" }, temperature: 0, maxTokens: 9 });
  expect(seen).toEqual([{ messages: [{ role: "user", content: "q" }] }]);
});

test("LlamaIndex's own retries: 429, then an answer", async () => {
  const mock = await useMockLlm({ faults: [{ status: 429, headers: { "retry-after": "0" } }] });
  expect((await ask(fromLlamaIndex(new OpenAI({ model: "mock", apiKey, baseURL: mock.url, maxRetries: 1 })))).content).toBe(
    bestFirst,
  );
  expect(mock.requests).toHaveLength(2);
});

test("a model that throws what is no error", async () => {
  const chat = () => Promise.reject("out of memory");
  const error = await failureOf(ask(fromLlamaIndex({ metadata: { model: "made-up" }, chat })));
  expect(error).toMatchObject({ code: "inference_failed", message: "llamaindex:made-up failed: out of memory" });
});
