import { judge } from "@secondpass/eval";
import type { MockLlmOptions } from "secondpass/testing";
import { describe, expect, test } from "vitest";
import { useMockLlm } from "../../core/testing/mock-llm/use-mock-llm.ts";
import { writeUnjudged } from "../support/unjudged-collection.ts";

async function judgeWith(mockOptions: MockLlmOptions, options: object = {}, queries = 2, documents = 5, extra = "") {
  const { folder, run, grades } = await writeUnjudged(queries, documents, () => extra);
  const mock = await useMockLlm(mockOptions);
  const more = { modelOptions: { retryDelayMs: 1 }, concurrency: 1, repeats: 1, ...options };
  const judged = judge({ collection: folder, run, model: `${mock.url}#mock`, ...more });
  return { mock, judged, grades };
}

const total = (counts: object) => Object.values(counts as Record<string, number>).reduce((sum, count) => sum + count, 0);

describe("answers that give no grade", () => {
  test.each([
    ["apology", "refused"],
    ["refusal", "refused"],
    ["filter", "refused"],
    ["null", "empty"],
    ["empty", "empty"],
    ["unclosed", "truncated"],
  ] as const)("%s: asked once more, then left without a grade and told of as %s", async (format, reason) => {
    const { mock, judged } = await judgeWith(
      { format: (_, number) => (number < 2 || number === 3 ? format : "json") },
      {},
      1,
      10,
    );
    const { qrels, report } = await judged;
    // Two calls about five documents each; both come to nothing, and of the two that follow, the second does again.
    expect(mock.requests).toHaveLength(4);
    expect(qrels.get("q1")?.size).toBe(5);
    expect(report).toMatchObject({ judged: 5, unjudged: { byReason: { [reason]: 5 } }, answers: { [reason]: 3, ok: 1 } });
    expect(report.unjudged.documents).toHaveLength(5);
    expect(report.complete).toBe(true);
  });

  test("only what was left out is asked about again, with a word on the form", async () => {
    const { mock, judged, grades } = await judgeWith({ format: (_, number) => (number === 0 ? "missing" : "text") }, {}, 1, 5);
    const { qrels, report } = await judged;
    expect(mock.requests).toHaveLength(2);
    const [first, second] = mock.requests.map(({ body }) => String(body.messages?.at(-1)?.content));
    expect(second).toContain("An earlier answer left passages without a grade");
    expect(first).not.toContain("An earlier answer");
    expect(second?.match(/Document \d/g)).toHaveLength(2);
    for (const [id, grade] of qrels.get("q1") ?? []) expect(grade).toBe(grades.get(id));
    expect(report).toMatchObject({ judged: 5, answers: { partial: 1, ok: 1 } });
  });

  test("a document with two grades has none", async () => {
    const { judged } = await judgeWith({ format: "duplicate" }, { retries: 0 }, 1, 5);
    const { report } = await judged;
    expect(report).toMatchObject({ judged: 4, unjudged: { byReason: { partial: 1 } } });
  });

  test("a grade beyond the scale is none", async () => {
    const { judged } = await judgeWith({ grade: () => 7 }, {}, 1, 3);
    const { qrels, report } = await judged;
    expect([qrels.size, report.judged, report.unjudged.byReason]).toEqual([0, 0, { unparsed: 3 }]);
  });

  test("reasoning before the answer is not read as one", async () => {
    const { judged, grades } = await judgeWith({ format: "think" }, {}, 1, 5);
    const { qrels } = await judged;
    for (const [id, grade] of qrels.get("q1") ?? []) expect(grade).toBe(grades.get(id));
  });
});

describe("calls that fail", () => {
  test("a rate limit is waited for, and each attempt counts as a call", async () => {
    const faults = [{ status: 429, headers: { "retry-after-ms": "5" } }, { status: 503 }];
    const { mock, judged } = await judgeWith({ faults });
    const { report } = await judged;
    expect(mock.requests).toHaveLength(4);
    expect(report).toMatchObject({ complete: true, judged: 10, usage: { calls: 2, thisRun: { calls: 4 } } });
  });

  test("one that no attempt mends leaves its documents without a grade, and the others are judged", async () => {
    const { judged } = await judgeWith({ faults: [{ status: 500 }, { status: 500 }, { status: 500 }] });
    const { report } = await judged;
    expect(report).toMatchObject({ judged: 5, complete: false, unjudged: { byReason: { provider_unavailable: 5 } } });
    expect(report.stopped).toBeUndefined();
  });

  test("five in a row end it, with what is done", async () => {
    const faults = [undefined, undefined, ...Array.from({ length: 40 }, () => ({ status: 500 }))];
    const { mock, judged } = await judgeWith({ faults }, { modelOptions: { attempts: 1, breakAfter: 0 } }, 20);
    const { qrels, report } = await judged;
    expect(mock.requests).toHaveLength(7);
    expect(qrels.size).toBe(2);
    expect(report).toMatchObject({ complete: false, stopped: expect.stringContaining("500"), judged: 10 });
    expect(report.unjudged.byReason).toEqual({ provider_unavailable: 25, "not asked": 65 });
    // Listed are only those that were asked about.
    expect(report.unjudged.documents).toHaveLength(25);
  });

  test("a key that is refused is an error at once, where nothing is judged yet", async () => {
    const { mock, judged } = await judgeWith({ apiKey: "another" }, { modelOptions: { apiKey: "wrong" } }, 20);
    await expect(judged).rejects.toMatchObject({ code: "authentication_failed" });
    expect(mock.requests).toHaveLength(1);
  });

  test("where no call came through and nothing is judged, the error is thrown, however few calls there were", async () => {
    const { judged } = await judgeWith({ faults: [{ status: 400 }] }, {}, 1, 3);
    await expect(judged).rejects.toMatchObject({ code: "invalid_request" });
  });

  test("an account that runs dry half-way ends it, and what was paid for is kept", async () => {
    const { judged } = await judgeWith({ faults: [undefined, { status: 402 }] }, {}, 20);
    const { qrels, report } = await judged;
    expect(qrels.size).toBe(1);
    expect(report).toMatchObject({ complete: false, stopped: expect.stringContaining("402") });
  });

  test("where the context is too short for several documents, they are shown one at a time", async () => {
    const { mock, judged, grades } = await judgeWith({ contextTokens: 700 }, {}, 1, 5, " and so on".repeat(30));
    const { qrels, report } = await judged;
    expect(mock.requests.map(({ body }) => String(body.messages?.at(-1)?.content).match(/Document \d/g)?.length)).toEqual([
      5, 1, 1, 1, 1, 1,
    ]);
    for (const [id, grade] of qrels.get("q1") ?? []) expect(grade).toBe(grades.get(id));
    expect(report).toMatchObject({ judged: 5, complete: true });
  });

  test("a field that the model does not know is left out, as everywhere", async () => {
    const { judged } = await judgeWith({ rejects: ["temperature"] });
    expect((await judged).report.judged).toBe(10);
  });
});

describe("limits", () => {
  test("a quote above them is refused before the first call", async () => {
    const { mock, judged } = await judgeWith({}, { maxCalls: 1 });
    await expect(judged).rejects.toMatchObject({ code: "invalid_options", message: expect.stringContaining("needs 2 calls") });
    const price = { perMillionInputTokens: 1000, perMillionOutputTokens: 1000 };
    const dear = await judgeWith({}, { maxCostUsd: 0.01, price });
    await expect(dear.judged).rejects.toMatchObject({
      code: "invalid_options",
      message: expect.stringContaining("maxCostUsd of 0.01"),
    });
    expect([mock.requests, dear.mock.requests]).toEqual([[], []]);
  });

  test("one that retries use up ends it with what is done", async () => {
    const { mock, judged } = await judgeWith({ format: (_, number) => (number === 0 ? "empty" : "json") }, { maxCalls: 4 }, 4);
    const { report } = await judged;
    expect(mock.requests).toHaveLength(4);
    expect(report).toMatchObject({ judged: 15, complete: false, stopped: "maxCalls of 4 is used up" });
  });

  test("attempts that the transport would repeat are calls of the limit as well", async () => {
    const { mock, judged } = await judgeWith({ faults: [undefined, { status: 500 }, { status: 500 }] }, { maxCalls: 2 });
    const { report } = await judged;
    expect(mock.requests).toHaveLength(2);
    expect(report.complete).toBe(false);
    expect(report.judged).toBe(5);
  });

  test("where dollars are limited, so is the answer", async () => {
    const price = { perMillionInputTokens: 1, perMillionOutputTokens: 1 };
    const { mock, judged } = await judgeWith({}, { maxCostUsd: 1, price });
    const { report } = await judged;
    expect(mock.requests[0]?.body.max_tokens).toBeGreaterThan(50);
    expect(report.usage.costUsd).toBeCloseTo((report.usage.inputTokens + report.usage.outputTokens) / 1e6, 12);
  });
});

test("the quote is told before the first call, and is near what it takes", async () => {
  const quotes: { calls: number; inputTokens: number }[] = [];
  const seen: number[] = [];
  const options = { onQuote: (quote: never) => void quotes.push(quote), repeats: 2, concurrency: 4 };
  const progress = { onProgress: (done: number, of: number) => void seen.push(done / of) };
  const { judged } = await judgeWith({}, { ...options, ...progress }, 10, 10);
  const { report } = await judged;
  const [quote] = quotes;
  expect(quote).toMatchObject({ queries: 10, documents: 100, grades: 200, calls: 40 });
  expect(report.usage.calls).toBe(40);
  expect(Math.abs((quote?.inputTokens ?? 0) / report.usage.inputTokens - 1)).toBeLessThan(0.05);
  expect(seen).toEqual(Array.from({ length: 40 }, (_, i) => (i + 1) / 40));
  expect(total(report.answers)).toBe(40);
});
