import { createLexicalReranker, createReranker, fallback, type RerankErrorCode, withOnError } from "secondpass";
import { describe, expect, test } from "vitest";
import { counting, failing, hanging, stuckAfterOne } from "./stage-kit.ts";

const texts = ["1 one", "3 three", "2 two"];
const codesOf = ({ warnings }: { warnings: readonly { code: string }[] }) => warnings.map(({ code }) => code);

test("the first that ranks serves, and the receipt lists every one that was tried", async () => {
  const { reranker } = counting("second");
  const chain = fallback([failing("first", "provider_unavailable"), reranker, hanging("third")]);
  const { results, receipt } = await chain.rerank("q", texts);
  expect(results.map(({ index }) => index)).toEqual([1, 2, 0]);
  expect(receipt).toMatchObject({
    reranked: true,
    servedBy: "second",
    attempts: [
      { reranker: "first", outcome: "error", error: { code: "provider_unavailable" } },
      { reranker: "second", outcome: "ok" },
    ],
    warnings: [{ code: "served_by_fallback" }],
  });
  expect(receipt.warnings[0]?.message).toBe(
    "second ranked, with scores on the scale logit, after first: provider_unavailable: first has provider_unavailable",
  );
});

test("where the first serves nothing is said", async () => {
  const { receipt } = await fallback([counting("first").reranker, hanging("second")]).rerank("q", texts);
  expect(receipt).toMatchObject({ servedBy: "first", attempts: [{ reranker: "first", outcome: "ok" }], warnings: [] });
});

test("a first-stage order that was asked for is an answer, and an attempt", async () => {
  const { receipt } = await fallback([failing("first", "timeout"), await createReranker("identity")]).rerank("q", texts);
  expect(receipt).toMatchObject({
    reranked: false,
    servedBy: "identity",
    attempts: [{}, { reranker: "identity", outcome: "ok" }],
  });
});

describe("never masked, whatever the policy says", () => {
  const codes: [RerankErrorCode, status?: number][] = [
    ["missing_key"],
    ["authentication_failed", 401],
    ["access_denied"],
    ["invalid_config"],
    ["unknown_provider"],
    ["missing_peer"],
    ["model_not_found"],
    ["invalid_model"],
    ["untrustworthy_model"],
    ["invalid_options"],
    ["invalid_request", 404],
  ];
  test.each(codes)("%s %s", async (code, status) => {
    const { reranker, asked } = counting("second");
    const first = failing("first", code, status);
    await expect(fallback([first, reranker], { when: () => true }).rerank("q", texts)).rejects.toMatchObject({ code });
    await expect(withOnError(first, "passthrough").rerank("q", texts)).rejects.toMatchObject({ code });
    expect(asked).toEqual([]);
  });

  test("an invalid_request about these documents is not one of them", async () => {
    for (const status of [400, 413, 422]) {
      const chain = fallback([failing("first", "invalid_request", status), counting("second").reranker]);
      expect((await chain.rerank("q", texts)).receipt.servedBy).toBe("second");
    }
  });
});

test("when narrows the policy and is told which one failed", async () => {
  const { reranker, asked } = counting("second");
  const seen: unknown[] = [];
  const when = (error: { code: string }, failed: { reranker: string; index: number }) => {
    seen.push([error.code, failed]);
    return error.code !== "rate_limited";
  };
  await expect(fallback([failing("first", "rate_limited"), reranker], { when }).rerank("q", texts)).rejects.toMatchObject({
    code: "rate_limited",
  });
  expect(asked).toEqual([]);
  const served = await fallback([failing("first", "timeout"), reranker], { when }).rerank("q", texts);
  expect(served.receipt.servedBy).toBe("second");
  expect(seen).toEqual([
    ["rate_limited", { reranker: "first", index: 0 }],
    ["timeout", { reranker: "first", index: 0 }],
  ]);
});

test("a bug of a reranker is wrapped and goes on", async () => {
  const thrown = new TypeError("x is not a function");
  const { receipt } = await fallback([failing("first", thrown), counting("second").reranker]).rerank("q", texts);
  expect(receipt.attempts[0]?.error).toMatchObject({
    code: "inference_failed",
    message: expect.stringContaining("TypeError: x is not a function"),
  });
});

test("all failed: one error with all of them", async () => {
  const chain = fallback([failing("first", "rate_limited"), failing("second", new Error("boom"))]);
  const error = await chain.rerank("q", texts).catch((error) => error);
  expect(error).toMatchObject({ code: "all_failed", cause: expect.any(AggregateError) });
  expect(error.cause.errors.map(({ code }: { code: string }) => code)).toEqual(["rate_limited", "inference_failed"]);
  expect(error.message).toMatch(/first: rate_limited: .*; second: inference_failed: .*boom/);
});

test("the attempts of a chain that gave up are in the receipt of whoever catches it", async () => {
  const inner = fallback([failing("first", "timeout"), failing("second", "timeout")]);
  const outer = await fallback([inner, counting("third").reranker]).rerank("q", texts);
  expect(outer.receipt.attempts.map(({ reranker, outcome }) => [reranker, outcome])).toEqual([
    ["first", "error"],
    ["second", "error"],
    ["third", "ok"],
  ]);
  const passed = await withOnError(inner, "passthrough").rerank("q", texts);
  expect(passed.receipt.attempts.map(({ reranker }) => reranker)).toEqual(["first", "second"]);
});

test("of an error object that is thrown in every call, each call tells its own attempts", async () => {
  const chain = fallback([failing("first", "timeout"), failing("second", "rate_limited"), counting("third").reranker], {
    when: ({ code }) => code !== "rate_limited",
  });
  for (let call = 0; call < 3; call++) {
    const { receipt } = await withOnError(chain, "passthrough").rerank("q", texts);
    expect(receipt.attempts.map(({ reranker }) => reranker)).toEqual(["first", "second"]);
  }
});

test("minScore is on the first one's scale: no other's scores are held against it", async () => {
  const { reranker } = counting("second");
  const served = await fallback([failing("first", "timeout"), reranker]).rerank("q", texts, { minScore: 100 });
  expect(served.results).toHaveLength(3);
  expect(codesOf(served.receipt)).toEqual(["served_by_fallback", "min_score_ignored"]);
  const own = await fallback([reranker, hanging("other")]).rerank("q", texts, { minScore: 2 });
  expect(own.results.map(({ index }) => index)).toEqual([1, 2]);
  expect(codesOf(own.receipt)).toEqual([]);
});

test("usage and requests of failed attempts are added", async () => {
  const request = { documents: 3, attempts: 1, durationMs: 1 };
  const spending = counting("second", {
    score: async (_, all) => ({
      scores: all.map(Number.parseFloat),
      usage: { calls: 1, inputTokens: 7 },
      requests: [{ id: "b", ...request }],
    }),
  });
  // Nothing scored when its time is over, and a receipt that knows what it cost.
  const late = {
    ...counting("first").reranker,
    rerank: async (query: string, documents: readonly never[]) => {
      const ranking = await (await createReranker("identity")).rerank(query, documents);
      ranking.receipt.warnings.push({ code: "deadline", message: "late" });
      ranking.receipt.usage = { calls: 2, inputTokens: 5, searchUnits: 1 };
      ranking.receipt.requests = [{ id: "a", ...request }];
      return ranking;
    },
  };
  const { receipt } = await fallback([late as never, spending.reranker]).rerank("q", texts);
  expect(receipt.usage).toEqual({ calls: 3, inputTokens: 12, searchUnits: 1 });
  expect(receipt.requests?.map(({ id }) => id)).toEqual(["a", "b"]);
});

describe("the deadline is shared", () => {
  test("a first one that hangs leaves time for the second", async () => {
    const { receipt } = await fallback([hanging("first"), counting("second").reranker]).rerank("q", texts, { deadlineMs: 1_000 });
    expect(receipt).toMatchObject({
      reranked: true,
      servedBy: "second",
      attempts: [{ reranker: "first", outcome: "deadline" }, {}],
    });
    // 70 % of a second, and a moment for the one that misses its deadline.
    expect(receipt.attempts[0]?.durationMs).toBeGreaterThan(690);
  });

  test("some scores when its time is over are an order, not a failure", async () => {
    const { results, receipt } = await fallback([stuckAfterOne("first"), counting("second").reranker]).rerank("q", texts, {
      deadlineMs: 100,
    });
    expect(receipt).toMatchObject({ reranked: true, servedBy: "first", attempts: [{ outcome: "deadline" }] });
    expect(results.filter(({ score }) => score !== undefined)).toHaveLength(1);
  });

  test("when it passes with nothing known: the first-stage order with a reason, within 50 ms", async () => {
    const chain = fallback([hanging("first"), hanging("second")], { share: 0.5 });
    const startedAt = performance.now();
    const { results, receipt } = await chain.rerank("q", texts, { deadlineMs: 100, topN: 2, minScore: 5 });
    expect(performance.now() - startedAt).toBeLessThan(150);
    expect(results.map(({ index }) => index)).toEqual([0, 1]);
    expect(receipt).toMatchObject({
      reranked: false,
      reason: "deadline of 100 ms passed before any reranker of the chain had scored a document",
      attempts: [
        { reranker: "first", outcome: "deadline" },
        { reranker: "second", outcome: "deadline" },
      ],
    });
    expect(codesOf(receipt)).toEqual(["deadline", "min_score_ignored"]);
  });
});

test("an abort rejects with its reason and tries nobody else", async () => {
  const { reranker, asked } = counting("second");
  const controller = new AbortController();
  const call = fallback([hanging("first"), reranker]).rerank("q", texts, { signal: controller.signal });
  const reason = new Error("no longer needed");
  controller.abort(reason);
  await expect(call).rejects.toBe(reason);
  expect(asked).toEqual([]);
});

test("one that was disposed by somebody else is a failure like any other, the chain's own end is not", async () => {
  const first = createLexicalReranker();
  const chain = fallback([first, counting("second").reranker]);
  await first.dispose();
  expect((await chain.rerank("q", texts)).receipt.servedBy).toBe("second");
  await chain.dispose();
  await expect(chain.rerank("q", texts)).rejects.toMatchObject({ code: "disposed" });
});

test("it promises what all of them keep", async () => {
  const window = (id: string, maxTokens: number, maxDocuments?: number) =>
    counting(id, {
      supports: { pointwise: true, abort: true, instructions: true, maxTokens, ...(maxDocuments && { maxDocuments }) },
    });
  const both = fallback([window("a", 512, 10).reranker, window("b", 2048).reranker]);
  expect(both).toMatchObject({ id: "a", scoreScale: "logit" });
  expect(both.supports).toEqual({ pointwise: false, abort: true, instructions: true, maxDocuments: 10, maxTokens: 2048 });
  expect(fallback([window("a", 512).reranker, counting("c").reranker]).supports).toEqual({
    pointwise: false,
    abort: true,
    instructions: false,
  });
  expect(fallback([counting("a").reranker]).supports.pointwise).toBe(true);
});

test.each([
  [[], {}],
  [[counting("a").reranker], { share: 0 }],
  [[counting("a").reranker], { share: 1 }],
  [[counting("a").reranker], { share: Number.NaN }],
])("what cannot be meant is refused: %#", (rerankers, options) => {
  expect(() => fallback(rerankers, options)).toThrow(expect.objectContaining({ code: "invalid_config" }));
});
