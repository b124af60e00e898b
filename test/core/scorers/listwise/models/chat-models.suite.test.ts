import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bestFirst, singlePrompt, texts } from "../../../testing/mock-llm/prompts.ts";
import { useMockLlm } from "../../../testing/mock-llm/use-mock-llm.ts";
import { ask, failureOf, textOf } from "./ask.ts";
import { apiKey, modelsUnderTest } from "./models-under-test.ts";

// Every adapter over the real package, against one server: they differ in form only.
describe.each(modelsUnderTest)("$name", ({ name, make, load, lacks = [] }) => {
  // It asks for Node 22 and loads on many a Node 20 as well; from Node 22 on there is no excuse.
  let reason: string | undefined;
  beforeAll(async () => {
    await load?.().catch((error) => {
      if (Number(process.versions.node.split(".")[0]) >= 22) throw error;
      reason = `${name} does not load in ${process.version}: ${error}`;
    });
  });
  beforeEach(({ skip }) => skip(reason !== undefined, reason));

  test("an answer with usage; what was sent is the question", async () => {
    const mock = await useMockLlm({ apiKey });
    const answer = await ask(await make(mock));
    expect(textOf(answer)).toBe(bestFirst);
    expect(answer.finish).toBe("stop");
    expect(answer.usage?.inputTokens).toBeGreaterThan(100);
    expect(answer.usage?.outputTokens).toBeGreaterThan(5);
    expect(mock.requests).toHaveLength(1);
    expect(mock.requests[0]?.body).toMatchObject({ model: "mock", messages: singlePrompt("install rust", texts) });
    expect(mock.requests[0]?.body.stream ?? false).toBe(false);
  });

  test("length and temperature, where it takes them", async () => {
    const mock = await useMockLlm();
    const { finish } = await ask(await make(mock), { maxTokens: 4, temperature: 0 });
    const { body } = mock.requests[0] ?? {};
    expect(body?.temperature).toBe(lacks.includes("temperature") ? undefined : 0);
    const limit = body?.max_tokens ?? body?.max_completion_tokens;
    expect([limit, finish]).toEqual(lacks.includes("maxTokens") ? [undefined, "stop"] : [4, "length"]);
  });

  test("why it stopped", async () => {
    const model = await make(
      await useMockLlm({ format: (_, number) => (["truncated", "filter", "text"] as const)[number] ?? "text" }),
    );
    expect([(await ask(model)).finish, (await ask(model)).finish, (await ask(model)).finish]).toEqual([
      "length",
      "filter",
      "stop",
    ]);
  });

  test("no content, a refusal, arguments of a tool", async () => {
    const model = await make(
      await useMockLlm({ format: (_, number) => (["null", "refusal", "tool"] as const)[number] ?? "text" }),
    );
    expect((await ask(model)).content || null).toBeNull();
    const refused = await ask(model);
    if (lacks.includes("refusal")) expect(refused.content || null).toBeNull();
    else expect(textOf(refused)).toContain("I can't help");
    const { content } = await ask(model);
    expect(typeof content === "string" ? JSON.parse(content) : content).toEqual({ ranking: ["3", "4", "1", "2"] });
  });

  test("reasoning in a field of its own is no part of the answer", async () => {
    const answer = () => ({ content: "[2] > [1]", fields: { reasoning_content: "first [1]", reasoning: "first [1]" } });
    const got = await ask(await make(await useMockLlm({ answer })));
    expect(textOf({ ...got, content: onlyText(got.content) })).toBe("[2] > [1]");
  });

  test("a schema is kept, and sent as it is", async () => {
    const mock = await useMockLlm();
    const model = await make(mock, { model: "gpt-4o-mini" });
    const items = { type: "string", enum: ["1", "2", "3", "4"] };
    const schema = {
      type: "object",
      properties: { order: { type: "array", items } },
      required: ["order"],
      additionalProperties: false,
    };
    expect(model.supports.schema).toBe(true);
    const answer = await ask(model, { schema });
    const content =
      typeof answer.content === "object" && !Array.isArray(answer.content) ? answer.content : JSON.parse(textOf(answer));
    expect(content).toEqual({ order: ["3", "4", "1", "2"] });
    expect(mock.requests[0]?.body.response_format).toMatchObject({ type: "json_schema", json_schema: { schema } });
  });

  test("alternatives of the first token, likeliest first", async () => {
    const mock = await useMockLlm();
    const model = await make(mock, { logprobs: true });
    expect(model.supports.logprobs).toBe(true);
    const { firstToken = [] } = await ask(model, { topLogprobs: 3 });
    expect(mock.requests[0]?.body).toMatchObject({ logprobs: true, top_logprobs: 3 });
    expect(firstToken.map(({ token }) => token)).toEqual(["3", "4", "1"]);
    expect(firstToken[0]?.logprob).toBeLessThan(0);
  });

  test("an abort rejects at once, with its reason", async () => {
    const mock = await useMockLlm({ faults: ["hang"] });
    const model = await make(mock);
    const controller = new AbortController();
    const answer = failureOf(model.complete({ messages: singlePrompt("q", texts) }, controller));
    await expect.poll(() => mock.requests.length).toBe(1);
    const reason = new Error("the user left");
    controller.abort(reason);
    expect(await answer).toBe(reason);
    const early = failureOf(model.complete({ messages: singlePrompt("q", texts) }, controller));
    expect(await early).toBe(reason);
    expect(mock.requests).toHaveLength(1);
  });

  test.each([
    [401, undefined, "authentication_failed", false],
    [404, { error: { message: "The model `mock` does not exist", code: "model_not_found" } }, "invalid_request", false],
    [429, undefined, "rate_limited", true],
    [500, undefined, "provider_unavailable", true],
    [503, { error: { message: "overloaded" } }, "provider_unavailable", true],
  ])("HTTP %s is %s %s", async (status, body, code, retryable) => {
    const headers = { "retry-after": "7" };
    const mock = await useMockLlm({ faults: [{ status, headers, ...(body && { body }) }] });
    const error = await failureOf(ask(await make(mock)));
    expect(error).toMatchObject({ name: "RerankError", code, retryable, status });
    if (status === 429) expect(error).toMatchObject({ retryAfterMs: 7000 });
    expect(mock.requests).toHaveLength(1);
  });

  test("a key that is refused is not in the message", async () => {
    const mock = await useMockLlm({ apiKey: "another" });
    const error = await failureOf(ask(await make(mock)));
    expect(error).toMatchObject({ code: "authentication_failed", status: 401 });
    expect(error.message).not.toContain(apiKey);
    expect(JSON.stringify(error)).not.toContain(apiKey);
  });

  test("a lost connection", async () => {
    const mock = await useMockLlm({ faults: ["reset"] });
    expect(await failureOf(ask(await make(mock)))).toMatchObject({ code: "provider_unavailable", retryable: true });
  });

  test.each([
    ["OpenAI", undefined],
    [
      "vLLM",
      {
        error: {
          message: "This model's maximum context length is 400 tokens. However, you requested 980 tokens.",
          type: "BadRequestError",
          code: 400,
        },
      },
    ],
    [
      "llama.cpp",
      {
        error: {
          code: 400,
          message: "the request exceeds the available context size (400 tokens), try increasing it",
          type: "exceed_context_size_error",
        },
      },
    ],
    ["Anthropic", { error: { type: "invalid_request_error", message: "prompt is too long: 210000 tokens > 200000 maximum" } }],
  ])("too long a prompt, in the words of %s", async (_, body) => {
    const mock = await useMockLlm({ contextTokens: 10, ...(body && { faults: [{ status: 400, body }] }) });
    const error = await failureOf(ask(await make(mock)));
    expect(error).toMatchObject({ code: "context_too_long", retryable: false, status: 400 });
    expect(error.message).toContain("show fewer or shorter documents");
    expect(mock.requests).toHaveLength(1);
  });
});

function onlyText(content: unknown): unknown {
  return Array.isArray(content) ? content.filter(({ type }) => type === "text") : content;
}
