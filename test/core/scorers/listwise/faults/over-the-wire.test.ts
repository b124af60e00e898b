import { createReranker } from "secondpass";
import { startMockLlm } from "secondpass/testing";
import { describe, expect, test } from "vitest";
import { markedTexts, markOf, valuesOf } from "../../../../data/oracle-model.ts";
import { indexes } from "./faults-kit.ts";

describe("over the wire", () => {
  const mocked = (options: Record<string, unknown>) =>
    createReranker({ listwise: { model: "mock", retryDelayMs: 1, breakAfter: 0, priorWeight: 0, seed: 1, ...options } } as never);
  // The mock makes likelihoods of them.
  const texts = markedTexts(100, 3).map((text) => text.replace(/rel (\d+)/, (_, mark) => `rel ${Number(mark) / 100}`));
  const sorted = texts.map(markOf).sort((a, b) => b - a);

  test.each([
    [{}],
    [{ output: "json" }],
    [{ output: "logprobs" }],
    [{ labels: "random" }],
    [{ labels: "letters" }],
    [{ output: "json", labels: "random" }],
  ])("%j: the ideal top ten", async (options) => {
    await using mock = await startMockLlm();
    await using model = await mocked({ baseUrl: mock.url, strategy: "slidingWindow", ...options });
    const { results, receipt } = await model.rerank("query", texts);
    expect(valuesOf(results as never).slice(0, 10)).toEqual(sorted.slice(0, 10));
    expect(receipt.listwise).toMatchObject({ calls: 9, repairs: { answers: 0 } });
    expect(receipt.usage.inputTokens).toBeGreaterThan(1000);
  });

  test("429 with Retry-After is waited for; no more requests at a time than allowed", async () => {
    await using mock = await startMockLlm({ faults: [{ status: 429, headers: { "retry-after": "1" } }], latencyMs: 5 });
    await using model = await mocked({ baseUrl: mock.url, strategy: "select", concurrency: 2 });
    const startedAt = performance.now();
    const { receipt } = await model.rerank("query", texts);
    expect(performance.now() - startedAt).toBeGreaterThan(990);
    expect(mock.requests).toHaveLength(7);
    expect(mock.peak).toBeLessThanOrEqual(2);
    expect(receipt.listwise).toMatchObject({ calls: 7, retries: 1, failedWindows: 0 });
  });

  test("a hang and a deadline that a Retry-After would pass", { retry: 2 }, async () => {
    await using mock = await startMockLlm({ faults: ["hang", { status: 429, headers: { "retry-after": "30" } }] });
    await using model = await mocked({ baseUrl: mock.url, strategy: "select" });
    const startedAt = performance.now();
    const { results, receipt } = await model.rerank("query", texts, { deadlineMs: 400 });
    expect(performance.now() - startedAt).toBeLessThan(450);
    expect(new Set(indexes(results)).size).toBe(100);
    expect(receipt).toMatchObject({ reranked: true, listwise: { complete: false } });
  });

  test("an unknown key is told at once", async () => {
    await using mock = await startMockLlm({ apiKey: "right" });
    await using model = await mocked({ baseUrl: mock.url, apiKey: "wrong" });
    await expect(model.rerank("query", texts)).rejects.toMatchObject({ code: "authentication_failed" });
  });
});
