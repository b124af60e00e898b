import type { MockLlm, MockLlmOptions } from "secondpass/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import { type OpenAiOptions, openAiCompatible } from "../../../../../packages/core/src/scorers/listwise/models/index.ts";
import { bestFirst } from "../../../testing/mock-llm/prompts.ts";
import { useMockLlm } from "../../../testing/mock-llm/use-mock-llm.ts";
import { ask, failureOf, messages } from "./ask.ts";

const apiKey = "test-key-of-this-model";

async function use(mockOptions: MockLlmOptions = {}, options: Partial<OpenAiOptions> = {}) {
  const mock = await useMockLlm(mockOptions);
  const model = await openAiCompatible({ baseUrl: mock.url, model: "mock", apiKey, retryDelayMs: 1, ...options });
  return { mock, model };
}

function environment(variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
}

const bodies = ({ requests }: MockLlm) => requests.map(({ body }) => body);

test.each([
  ["429 that says when", { status: 429, headers: { "retry-after-ms": "5" } }],
  ["500", { status: 500 }],
  ["503", { status: 503 }],
  ["a lost connection", "reset" as const],
])("%s, then an answer", async (_, fault) => {
  const { mock, model } = await use({ faults: [fault] });
  expect((await ask(model)).content).toBe(bestFirst);
  expect(mock.requests).toHaveLength(2);
});

test.each([400, 401, 403, 404])("HTTP %s is not tried again", async (status) => {
  const { mock, model } = await use({ faults: [{ status }] });
  expect(await failureOf(ask(model))).toMatchObject({ status, retryable: false });
  expect(mock.requests).toHaveLength(1);
});

test("an attempt that hangs is given up and repeated", async () => {
  const { mock, model } = await use({ faults: ["hang"] }, { timeoutMs: 200 });
  expect((await ask(model)).content).toBe(bestFirst);
  expect(mock.requests).toHaveLength(2);
});

test("as many attempts as allowed, then the last failure", async () => {
  const { mock, model } = await use({ faults: [1, 2, 3, 4].map(() => ({ status: 500 })) }, { attempts: 3 });
  expect(await failureOf(ask(model))).toMatchObject({ code: "provider_unavailable", status: 500 });
  expect(mock.requests).toHaveLength(3);
});

test("no pause that would end after the deadline is begun", async () => {
  const { mock, model } = await use({ faults: [{ status: 429, headers: { "retry-after": "30" } }] });
  const context = { signal: new AbortController().signal, deadlineAt: performance.now() + 5000 };
  expect(await failureOf(model.complete({ messages }, context))).toMatchObject({ code: "rate_limited", retryAfterMs: 30_000 });
  expect(mock.requests).toHaveLength(1);
});

test("an abort ends a pause, with its reason", async () => {
  const { mock, model } = await use({ faults: [{ status: 429, headers: { "retry-after": "30" } }] });
  const controller = new AbortController();
  const answer = failureOf(model.complete({ messages }, controller));
  await expect.poll(() => mock.requests.length).toBe(1);
  const reason = new Error("the user left");
  controller.abort(reason);
  expect(await answer).toBe(reason);
});

test.each(["max_tokens", "max_completion_tokens"])(
  "a model that does not know %s is asked with the other name from then on",
  async (field) => {
    const { mock, model } = await use({ rejects: [field] }, field === "max_tokens" ? {} : { endpoint: "openai" });
    const other = field === "max_tokens" ? "max_completion_tokens" : "max_tokens";
    expect((await ask(model, { maxTokens: 50 })).content).toBe(bestFirst);
    expect((await ask(model, { maxTokens: 50 })).content).toBe(bestFirst);
    expect(bodies(mock).map((body) => Object.keys(body).filter((name) => name.startsWith("max")))).toEqual([
      [field],
      [other],
      [other],
    ]);
  },
);

test("a reasoning model refuses both length and temperature: three requests, and one from then on", async () => {
  const { mock, model } = await use({ rejects: ["max_tokens", "temperature"] });
  const request = { maxTokens: 50, temperature: 0 };
  expect((await ask(model, request)).content).toBe(bestFirst);
  expect(mock.requests).toHaveLength(3);
  await ask(model, request);
  expect(mock.requests).toHaveLength(4);
  expect(bodies(mock).at(-1)).toMatchObject({ max_completion_tokens: 50 });
  expect(bodies(mock).at(-1)).not.toHaveProperty("temperature");
});

test("a length that is refused by either name is an error, and nothing is learned from it", async () => {
  const { mock, model } = await use({ rejects: ["max_tokens", "max_completion_tokens"] });
  expect(await failureOf(ask(model, { maxTokens: 50 }))).toMatchObject({ code: "invalid_request", status: 400 });
  expect(mock.requests.length).toBeLessThanOrEqual(3);
  expect((await ask(model)).content).toBe(bestFirst);
});

test("a refusal of what was not sent is an error at once", async () => {
  const { mock, model } = await use({ faults: [{ status: 400, body: { error: { message: "temperature is hot" } } }] });
  expect(await failureOf(ask(model))).toMatchObject({ code: "invalid_request" });
  expect(mock.requests).toHaveLength(1);
});

test("options for reasoning, the chat template and fields of the endpoint's own", async () => {
  const chatTemplateKwargs = { enable_thinking: false };
  const { mock, model } = await use(
    {},
    { reasoningEffort: "low", chatTemplateKwargs, body: { seed: 7 }, headers: { "X-Title": "t" } },
  );
  await ask(model);
  expect(bodies(mock)[0]).toMatchObject({ reasoning_effort: "low", chat_template_kwargs: chatTemplateKwargs, seed: 7 });
  expect(mock.requests[0]?.headers).toMatchObject({ "x-title": "t", authorization: `Bearer ${apiKey}` });
});

test("an older vLLM puts its words on top", async () => {
  const message = "This model's maximum context length is 400 tokens. However, you requested 980 tokens in the messages";
  const { model } = await use({ faults: [{ status: 400, body: { object: "error", message, code: 400 } }] });
  expect(await failureOf(ask(model))).toMatchObject({ code: "context_too_long", status: 400 });
});

test("a router that answers 200 with the failure of the provider behind it", async () => {
  const failed = (code: unknown) => ({ status: 200, body: { error: { message: "upstream", code } } });
  const { mock, model } = await use({ faults: [failed(429), failed("down")] });
  expect((await ask(model)).content).toBe(bestFirst);
  expect(mock.requests).toHaveLength(3);
  mock.next(failed(401));
  expect(await failureOf(ask(model))).toMatchObject({ code: "authentication_failed" });
});

test.each([
  ["a web page", "<html><title>Welcome</title></html>"],
  ["no choices", { choices: [] }],
  ["a choice without a message", { choices: [{ finish_reason: "stop" }] }],
  ["null", "null"],
])("an answer that is %s", async (_, body) => {
  const { model } = await use({ faults: [{ status: 200, body }] });
  expect(await failureOf(ask(model))).toMatchObject({ code: "invalid_response", retryable: false });
});

test("blocks of a reasoning model are handed on", async () => {
  const content = [
    { type: "thinking", thinking: [{ type: "text", text: "hm" }] },
    { type: "text", text: "[1]" },
  ];
  const { model } = await use({ answer: () => ({ content }) });
  expect((await ask(model)).content).toEqual(content);
});

test("no more requests at a time than allowed", async () => {
  const { mock, model } = await use({ latencyMs: 30 }, { concurrency: 2 });
  await Promise.all([1, 2, 3, 4, 5].map(() => ask(model)));
  expect([mock.requests.length, mock.peak]).toEqual([5, 2]);
});

test("the key: from the environment of a named endpoint, in no message, missing before a question", async () => {
  environment({ GROQ_API_KEY: undefined, OPENAI_API_KEY: ` ${apiKey}\n` });
  const mock = await useMockLlm({ apiKey });
  const model = await openAiCompatible({ endpoint: "openai", baseUrl: mock.url, model: "gpt-5-mini" });
  expect(model.id).toBe("openai:gpt-5-mini");
  expect((await ask(model)).content).toBe(bestFirst);
  const error = await failureOf(openAiCompatible({ endpoint: "groq", model: "m" }));
  expect(error).toMatchObject({ code: "missing_key", message: expect.stringContaining("GROQ_API_KEY") });
});

test("a server of one's own needs no key, and gets none of another's", async () => {
  environment({ OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: undefined });
  const mock = await useMockLlm();
  const model = await openAiCompatible({ baseUrl: `${mock.url}/`, model: "qwen3" });
  expect((await ask(model)).content).toBe(bestFirst);
  expect(mock.requests[0]).toMatchObject({ path: "/v1/chat/completions" });
  expect(mock.requests[0]?.headers).not.toHaveProperty("authorization");
});

test("the address from the environment", async () => {
  const mock = await useMockLlm();
  environment({ OPENAI_BASE_URL: mock.url, OPENAI_API_KEY: undefined });
  expect((await ask(await openAiCompatible({ endpoint: "openai", model: "m" }))).content).toBe(bestFirst);
});

test("an address from the environment that is none", async () => {
  environment({ OPENAI_BASE_URL: "localhost:8000", OPENAI_API_KEY: apiKey });
  const error = await failureOf(openAiCompatible({ endpoint: "openai", model: "m" }));
  expect(error).toMatchObject({ code: "invalid_config", message: expect.stringContaining("OPENAI_BASE_URL is") });
});

test("a key that is asked for at each question", async () => {
  let number = 0;
  const { mock, model } = await use({}, { apiKey: () => `short-lived-${++number}` });
  await ask(model);
  await ask(model);
  expect(mock.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer short-lived-1", "Bearer short-lived-2"]);
});

test.each([
  [{ model: "m" }, /needs an address/],
  [{ endpoint: "opnai", model: "m" }, /no chat endpoint is called "opnai": there are openai, openrouter/],
  [{ baseUrl: "127.0.0.1:8000", model: "m" }, /baseUrl of a chat model/],
  [{ baseUrl: "http://127.0.0.1:1/v1", model: " " }, /model of a chat model/],
  [{ baseUrl: "http://127.0.0.1:1/v1", model: "m", attempts: 0 }, /attempts of a chat model/],
  [{ baseUrl: "http://127.0.0.1:1/v1", model: "m", temprature: 1 }, /temprature of a chat model/],
])("%j is refused", async (options, message) => {
  const error = await failureOf(openAiCompatible(options as OpenAiOptions));
  expect(error).toMatchObject({ code: "invalid_config", message: expect.stringMatching(message) });
});
