import { createOpenAI } from "@ai-sdk/openai";
import { MockLanguageModelV3 } from "ai/test";
import { expect, onTestFinished, test, vi } from "vitest";
import { type AiSdkModel, asChatModel, fromAiSdk } from "../../../../../packages/core/src/scorers/listwise/models/index.ts";
import { bestFirst } from "../../../testing/mock-llm/prompts.ts";
import { useMockLlm } from "../../../testing/mock-llm/use-mock-llm.ts";
import { ask, failureOf } from "./ask.ts";
import { apiKey } from "./models-under-test.ts";

/** As providers for AI SDK 5 make it. */
const version2 = (more: object = {}): AiSdkModel => ({
  specificationVersion: "v2",
  provider: "made-up",
  modelId: "small",
  doGenerate: async () => ({
    content: [
      { type: "reasoning", text: "first [1]" },
      { type: "text", text: "[2] > [1]" },
    ],
    finishReason: "length",
    usage: { inputTokens: 7, outputTokens: 3, totalTokens: 10 },
    warnings: [],
    ...more,
  }),
});

test("a model of version 2: a word for the reason, plain counts, reasoning left out", async () => {
  expect(await ask(fromAiSdk(version2()))).toEqual({
    content: [{ type: "text", text: "[2] > [1]" }],
    finish: "length",
    usage: { inputTokens: 7, outputTokens: 3 },
  });
});

test("a model of version 3: what it is asked, and counts that are not known", async () => {
  const usage = { inputTokens: { total: undefined }, outputTokens: { total: 3 } } as never;
  const model = new MockLanguageModelV3({
    provider: "mine.chat",
    modelId: "small",
    doGenerate: { content: [{ type: "text", text: "[1]" }], finishReason: { unified: "stop", raw: "x" }, usage, warnings: [] },
  });
  const chat = fromAiSdk(model, { providerOptions: { mine: { reasoningEffort: "low" } } });
  expect(chat.id).toBe("mine:small");
  const messages = [
    { role: "system" as const, content: "s" },
    { role: "user" as const, content: "u" },
    { role: "assistant" as const, content: "a" },
  ];
  const schema = { type: "object" };
  expect((await ask(chat, { messages, maxTokens: 5, temperature: 0, schema })).usage).toEqual({ outputTokens: 3 });
  expect(model.doGenerateCalls[0]).toMatchObject({
    prompt: [
      { role: "system", content: "s" },
      { role: "user", content: [{ type: "text", text: "u" }] },
      { role: "assistant", content: [{ type: "text", text: "a" }] },
    ],
    maxOutputTokens: 5,
    temperature: 0,
    responseFormat: { type: "json", schema },
    providerOptions: { mine: { reasoningEffort: "low" } },
  });
});

test.each([
  ["nothing but reasoning", [{ type: "reasoning", text: "hm" }], null],
  ["nothing at all", [], null],
  ["a tool's arguments", [{ type: "tool-call", toolCallId: "1", toolName: "rank", input: '{"order":[2,1]}' }], '{"order":[2,1]}'],
])("%s", async (_, content, answer) => {
  expect((await ask(fromAiSdk(version2({ content, finishReason: "stop" })))).content).toBe(answer);
});

test("a content filter", async () => {
  expect((await ask(fromAiSdk(version2({ content: [], finishReason: "content-filter" })))).finish).toBe("filter");
});

test("a model that says that it has no structured outputs", () => {
  const model = Object.assign(version2(), { supportsStructuredOutputs: false });
  expect(fromAiSdk(model).supports).toEqual({ schema: false, logprobs: false });
});

test("429, then an answer; 401 is not tried again", async () => {
  const mock = await useMockLlm({ faults: [{ status: 429, headers: { "retry-after-ms": "5" } }] });
  const model = asChatModel(createOpenAI({ baseURL: mock.url, apiKey }).chat("mock"));
  expect((await ask(model)).content).toEqual([{ type: "text", text: bestFirst }]);
  expect(mock.requests).toHaveLength(2);
  mock.next({ status: 401 });
  expect(await failureOf(ask(model))).toMatchObject({ code: "authentication_failed" });
  expect(mock.requests).toHaveLength(3);
});

test("OpenAI's Responses, which is the default of the provider: its failures are mapped too", async () => {
  const mock = await useMockLlm();
  const model = fromAiSdk(createOpenAI({ baseURL: mock.url, apiKey })("mock"));
  expect(await failureOf(ask(model))).toMatchObject({ code: "invalid_request", status: 404, provider: "openai:mock" });
});

test("a key that is missing is said before a request", async () => {
  vi.stubEnv("OPENAI_API_KEY", undefined);
  onTestFinished(() => void vi.unstubAllEnvs());
  const mock = await useMockLlm();
  const model = fromAiSdk(createOpenAI({ baseURL: mock.url }).chat("mock"));
  expect(await failureOf(ask(model))).toMatchObject({ code: "missing_key", retryable: false, provider: "openai:mock" });
  expect(mock.requests).toEqual([]);
});
