import OpenAI, { APIConnectionError, AuthenticationError, BadRequestError, InternalServerError } from "openai6";
import type { MockLlmFormat, MockLlmOptions } from "secondpass/testing";
import { expect, test } from "vitest";
import { bestFirst, singlePrompt, texts } from "./prompts.ts";
import { useMockLlm } from "./use-mock-llm.ts";

// The plain client of OpenAI, the newest that runs on Node 20: what it reads, the mock serves faithfully.
async function useClient(options: MockLlmOptions = {}, client: object = {}) {
  const mock = await useMockLlm(options);
  const openai = new OpenAI({ baseURL: mock.url, apiKey: "test", maxRetries: 0, ...client });
  return { mock, openai };
}

const messages = singlePrompt("install rust", texts);
const request = { model: "mock", messages };
const schema = { type: "object", properties: { order: { type: "array", items: { type: "integer" } } }, required: ["order"] };

test("an answer with usage", async () => {
  const { openai } = await useClient();
  const { choices, usage, object, model } = await openai.chat.completions.create(request);
  expect(choices[0]?.message).toMatchObject({ role: "assistant", content: bestFirst, refusal: null });
  expect([choices[0]?.finish_reason, object, model]).toEqual(["stop", "chat.completion", "mock"]);
  expect(usage?.total_tokens).toBe(Number(usage?.prompt_tokens) + Number(usage?.completion_tokens));
  expect(usage?.prompt_tokens).toBeGreaterThan(100);
});

test("a stream says the same, with its usage", async () => {
  const { openai } = await useClient();
  const stream = await openai.chat.completions.create({ ...request, stream: true, stream_options: { include_usage: true } });
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? "").join("")).toBe(bestFirst);
  expect(chunks.flatMap(({ choices }) => choices[0]?.finish_reason ?? [])).toEqual(["stop"]);
  expect(chunks.at(-1)?.usage?.completion_tokens).toBeGreaterThan(5);
});

test("arguments of a tool, also in a stream", async () => {
  const { openai } = await useClient();
  const tools = [{ type: "function" as const, function: { name: "order_documents", parameters: schema } }];
  const { choices } = await openai.chat.completions.create({ ...request, tools });
  const [call] = choices[0]?.message.tool_calls ?? [];
  expect([choices[0]?.message.content, choices[0]?.finish_reason]).toEqual([null, "tool_calls"]);
  expect(call?.type === "function" && call.function).toEqual({ name: "order_documents", arguments: '{"order":[3,4,1,2]}' });
  const streamed = await openai.chat.completions.stream({ ...request, tools }).finalChatCompletion();
  expect(streamed.choices[0]?.message.tool_calls?.[0]).toMatchObject({ function: { arguments: '{"order":[3,4,1,2]}' } });
});

test("a schema: the ranking under its list, in the list's type", async () => {
  const { openai } = await useClient();
  const { choices } = await openai.chat.completions.create({
    ...request,
    response_format: { type: "json_schema", json_schema: { name: "ranking", schema } },
  });
  expect(choices[0]?.message.content).toBe('{"order":[3,4,1,2]}');
});

test("alternatives of the first token are labels, likeliest first, as many as asked for", async () => {
  const { openai } = await useClient();
  const { choices } = await openai.chat.completions.create({ ...request, logprobs: true, top_logprobs: 3, max_tokens: 1 });
  const [first] = choices[0]?.logprobs?.content ?? [];
  expect(choices[0]?.message.content).toBe("3");
  expect(first?.top_logprobs.map(({ token }) => token)).toEqual(["3", "4", "1"]);
  const [best, second] = first?.top_logprobs ?? [];
  expect(Number(best?.logprob) - Number(second?.logprob)).toBeCloseTo(10 * (0.9 - 0.4));
  expect(first?.logprob).toBe(best?.logprob);
});

test("fewer tokens than the answer has: cut, and said so", async () => {
  const { openai } = await useClient();
  const { choices, usage } = await openai.chat.completions.create({ ...request, max_completion_tokens: 4 });
  expect(choices[0]?.finish_reason).toBe("length");
  expect(bestFirst).toContain(choices[0]?.message.content);
  expect(usage?.completion_tokens).toBe(4);
});

test.each<[MockLlmFormat, unknown]>([
  ["prose", expect.stringContaining(`${bestFirst}\n\nPassage [3] answers it best`)],
  ["list", "1. [3]\n2. [4]\n3. [1]\n4. [2]"],
  ["json", '{"ranking":["3","4","1","2"]}'],
  ["think", expect.stringMatching(/^<think>[\s\S]*\[2\] > \[1\][\s\S]*<\/think>\n\n\[3\] > \[4\] > \[1\] > \[2\]$/)],
  ["unclosed", expect.not.stringContaining("</think>")],
  ["truncated", expect.stringMatching(/^\[3\] > \[4\] > \[1$|^\[3\] > \[1$/)],
  ["duplicate", "[3] > [4] > [3] > [1] > [2]"],
  ["missing", "[3] > [4]"],
  ["apology", expect.stringContaining("I cannot rank")],
  ["null", null],
  ["empty", ""],
])("the format %s", async (format, content) => {
  const { openai } = await useClient({ format });
  const { choices } = await openai.chat.completions.create(request);
  expect(choices[0]?.message.content).toEqual(content);
});

test("what stopped the answer: a filter, a refusal, its length", async () => {
  const formats: MockLlmFormat[] = ["filter", "refusal", "unclosed", "truncated"];
  const { openai } = await useClient({ format: (_, number) => formats[number] as MockLlmFormat });
  const seen = [];
  for (const _ of formats) {
    const [choice] = (await openai.chat.completions.create(request)).choices;
    seen.push([choice?.finish_reason, choice?.message.refusal !== null]);
  }
  expect(seen).toEqual([
    ["content_filter", false],
    ["stop", true],
    ["length", false],
    ["length", false],
  ]);
});

test("its errors are the client's: key, length, field, server, connection", async () => {
  const { openai, mock } = await useClient({ apiKey: "test", contextTokens: 400, rejects: ["seed"] });
  const failing = (more: object, client = openai) =>
    client.chat.completions.create({ ...request, ...more }).catch((error) => error);
  const wrong = await failing({}, new OpenAI({ baseURL: mock.url, apiKey: "wrong", maxRetries: 0 }));
  expect(wrong).toBeInstanceOf(AuthenticationError);
  const long = await failing({
    messages: singlePrompt(
      "install rust",
      texts.map((text) => text.repeat(50)),
    ),
  });
  expect(long).toBeInstanceOf(BadRequestError);
  expect(long.code).toBe("context_length_exceeded");
  expect(await failing({ seed: 1 })).toMatchObject({ status: 400, param: "seed", code: "unsupported_parameter" });
  mock.next({ status: 500 }, "reset");
  expect(await failing({})).toBeInstanceOf(InternalServerError);
  expect(await failing({})).toBeInstanceOf(APIConnectionError);
  expect((await openai.chat.completions.create(request)).choices[0]?.message.content).toBe(bestFirst);
});

test("the client's own retries wait as the mock says", async () => {
  const { openai, mock } = await useClient({ faults: [{ status: 429, headers: { "retry-after": "0" } }] }, { maxRetries: 1 });
  expect((await openai.chat.completions.create(request)).choices[0]?.message.content).toBe(bestFirst);
  expect(mock.requests).toHaveLength(2);
});

test("a mock that hangs is left by an abort, and stops", async () => {
  const { openai, mock } = await useClient({ faults: ["hang"] });
  const controller = new AbortController();
  const asked = openai.chat.completions.create(request, { signal: controller.signal });
  await expect.poll(() => mock.requests.length).toBe(1);
  controller.abort();
  await expect(asked).rejects.toThrow("aborted");
});
