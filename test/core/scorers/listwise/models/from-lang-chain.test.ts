import { AIMessage, type BaseMessage } from "@langchain/core/messages";
import { StringOutputParser } from "@langchain/core/output_parsers";
import { FakeListChatModel } from "@langchain/core/utils/testing";
import { ChatOpenAI } from "@langchain/openai";
import { expect, test } from "vitest";
import {
  asChatModel,
  fromLangChain,
  type LangChainModel,
} from "../../../../../packages/core/src/scorers/listwise/models/index.ts";
import { bestFirst } from "../../../testing/mock-llm/prompts.ts";
import { useMockLlm } from "../../../testing/mock-llm/use-mock-llm.ts";
import { ask, failureOf } from "./ask.ts";
import { apiKey } from "./models-under-test.ts";

/** A model that answers with one message, made as an integration makes it. */
function answering(message: ConstructorParameters<typeof AIMessage>[0]): LangChainModel {
  return { _llmType: () => "made-up", invoke: async () => new AIMessage(message) };
}

test("LangChain's own fake, which has neither usage nor reason", async () => {
  const fake = new FakeListChatModel({ responses: ["[2] > [1]", "[1] > [2]"] });
  const model = fromLangChain(fake);
  expect(model.id).toBe("fake-list");
  expect(await ask(model)).toEqual({ content: "[2] > [1]", finish: "stop", usage: {} });
  expect((await ask(model)).content).toBe("[1] > [2]");
});

test("a fake that sleeps is left by an abort", async () => {
  const model = fromLangChain(new FakeListChatModel({ responses: ["[1]"], sleep: 60_000 }));
  const asked = performance.now();
  const answer = failureOf(model.complete({ messages: [{ role: "user", content: "q" }] }, { signal: AbortSignal.timeout(20) }));
  expect(await answer).toMatchObject({ name: "TimeoutError" });
  expect(performance.now() - asked).toBeLessThan(10_000);
});

test("roles are LangChain's, in the same order", async () => {
  let seen: unknown;
  const model: LangChainModel = {
    _llmType: () => "made-up",
    async invoke(messages) {
      seen = messages;
      return new AIMessage("[1]");
    },
  };
  await fromLangChain(model).complete(
    {
      messages: [
        { role: "system", content: "s" },
        { role: "user", content: "u" },
        { role: "assistant", content: "a" },
      ],
    },
    { signal: new AbortController().signal },
  );
  expect(seen).toEqual([
    ["system", "s"],
    ["human", "u"],
    ["ai", "a"],
  ]);
});

test("blocks are handed on as they are, reasoning and all", async () => {
  const content = [
    { type: "reasoning", reasoning: "hm" },
    { type: "text", text: "[2] > [1]" },
  ];
  expect((await ask(fromLangChain(answering({ content })))).content).toEqual(content);
});

test("arguments of a tool where there are no words", async () => {
  const tool_calls = [{ name: "rank", args: { order: [2, 1] }, id: "1" }];
  expect((await ask(fromLangChain(answering({ content: "", tool_calls })))).content).toEqual({ order: [2, 1] });
  expect((await ask(fromLangChain(answering({ content: "[1]", tool_calls })))).content).toBe("[1]");
});

test.each([
  [{ finish_reason: "length" }, "length"],
  [{ stop_reason: "max_tokens" }, "length"],
  [{ finishReason: "MAX_TOKENS" }, "length"],
  [{ done_reason: "length" }, "length"],
  [{ stopReason: "guardrail_intervened" }, "filter"],
  [{ finishReason: "SAFETY" }, "filter"],
  [{ finish_reason: "content_filter" }, "filter"],
  [{ incomplete_details: { reason: "max_output_tokens" } }, "length"],
  [{ stop_reason: "end_turn" }, "stop"],
  [{}, "stop"],
])("%j is %s", async (response_metadata, finish) => {
  expect((await ask(fromLangChain(answering({ content: "[1]", response_metadata })))).finish).toBe(finish);
});

test("a model without tools has no schema, and is asked without", async () => {
  const model = fromLangChain(answering("[1]"));
  expect(model.supports).toEqual({ schema: false, logprobs: false });
  expect((await ask(model, { schema: { type: "object" } })).content).toBe("[1]");
});

test("structured output that ends early, or is no JSON", async () => {
  const formats = ["truncated", "filter", "think"] as const;
  const mock = await useMockLlm({ format: (_, number) => formats[number] ?? "text" });
  const model = fromLangChain(
    new ChatOpenAI({ model: "gpt-4o-mini", apiKey, maxRetries: 0, configuration: { baseURL: mock.url } }),
  );
  const schema = { type: "object", properties: {} };
  expect(await ask(model, { schema })).toEqual({ content: null, finish: "length" });
  expect(await ask(model, { schema })).toEqual({ content: null, finish: "filter" });
  expect(await failureOf(ask(model, { schema }))).toMatchObject({
    code: "invalid_response",
    message: expect.stringContaining("not valid JSON"),
  });
});

test("structured output by a tool, for a model that has no other", async () => {
  const mock = await useMockLlm();
  const model = new ChatOpenAI({ model: "gpt-4", apiKey, maxRetries: 0, configuration: { baseURL: mock.url } });
  const schema = { type: "object", properties: { order: { type: "array", items: { type: "integer" } } } };
  expect((await ask(fromLangChain(model), { schema })).content).toEqual({ order: [3, 4, 1, 2] });
  expect(mock.requests[0]?.body.tools).toHaveLength(1);
});

test("LangChain's own retries: 429, then an answer", async () => {
  const mock = await useMockLlm({ faults: [{ status: 429, headers: { "retry-after": "0" } }] });
  const model = new ChatOpenAI({ model: "mock", apiKey, maxRetries: 1, configuration: { baseURL: mock.url } });
  expect((await ask(fromLangChain(model))).content).toBe(bestFirst);
  expect(mock.requests).toHaveLength(2);
});

test("what withRetry makes of a model, and a chain that ends in a string", async () => {
  const mock = await useMockLlm({ faults: [{ status: 500 }] });
  const chat = new ChatOpenAI({ model: "mock", apiKey, maxRetries: 0, configuration: { baseURL: mock.url } });
  const model = asChatModel(chat.withRetry({ stopAfterAttempt: 2 }));
  expect(model).toMatchObject({ id: "langchain", supports: { schema: false, logprobs: false } });
  expect((await ask(model)).content).toBe(bestFirst);
  expect(mock.requests).toHaveLength(2);
  expect((await ask(asChatModel(chat.pipe(new StringOutputParser())))).content).toBe(bestFirst);
});

test("what is no error of a provider: the model failed, with the cause", async () => {
  const thrown = new TypeError("cannot read properties of undefined");
  const invoke = async (): Promise<BaseMessage> => Promise.reject(thrown);
  const error = await failureOf(ask(fromLangChain({ _llmType: () => "made-up", invoke })));
  expect(error).toMatchObject({ code: "inference_failed", retryable: false, provider: "made-up", cause: thrown });
  expect(error.message).toBe("made-up failed: cannot read properties of undefined");
});
