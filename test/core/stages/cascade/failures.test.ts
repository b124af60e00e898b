import { cascade, fallback, withOnError } from "secondpass";
import { describe, expect, test } from "vitest";
import { counting, failing, hanging, stuckAfterOne } from "../stage-kit.ts";

const texts = ["1 one", "3 three", "2 two"];
const orderOf = ({ results }: { results: { index: number }[] }) => results.map(({ index }) => index);
const stagesOf = (...rerankers: ReturnType<typeof failing>[]) => rerankers.map((reranker) => ({ reranker }));

describe("a stage that fails", () => {
  test("fails the call, and whoever catches it sees what was spent until then", async () => {
    const chain = cascade(stagesOf(counting("fast").reranker, failing("good", "rate_limited")));
    await expect(chain.rerank("q", texts)).rejects.toMatchObject({ code: "rate_limited" });
    const passed = await withOnError(chain, "passthrough").rerank("q", texts);
    expect(orderOf(passed)).toEqual([0, 1, 2]);
    expect(passed.receipt.attempts.map(({ reranker, outcome }) => [reranker, outcome])).toEqual([
      ["fast", "ok"],
      ["good", "error"],
    ]);
    expect(passed.receipt.usage.calls).toBe(1);
    const served = await fallback([chain, counting("other").reranker]).rerank("q", texts);
    expect(served.receipt).toMatchObject({ servedBy: "other", attempts: [{}, { outcome: "error" }, { outcome: "ok" }] });
  });

  test("or keeps the order before it, with a warning", async () => {
    const chain = cascade(stagesOf(counting("fast").reranker, failing("good", "rate_limited")), { onStageError: "keep" });
    const ranking = await chain.rerank("q", texts, { minScore: 100 });
    expect(orderOf(ranking)).toEqual([1, 2, 0]);
    expect(ranking.results.map(({ score }) => score)).toEqual([undefined, undefined, undefined]);
    expect(ranking.receipt).toMatchObject({
      reranked: true,
      servedBy: "fast",
      reason: "good: rate_limited: good has rate_limited",
      stages: [{ reranked: true }, { reranked: false, reason: "rate_limited: good has rate_limited" }],
    });
    expect(ranking.receipt.warnings.map(({ code }) => code)).toEqual(["stage_failed", "min_score_ignored"]);
  });

  test("in the middle: the stage after it reads on where the one before it stopped", async () => {
    const chain = cascade(stagesOf(counting("a").reranker, failing("b", "timeout"), counting("c").reranker), {
      onStageError: "keep",
    });
    const { receipt, results } = await chain.rerank("q", texts);
    expect(orderOf({ results })).toEqual([1, 2, 0]);
    expect(results[0]?.score).toBe(3);
    expect(receipt).toMatchObject({ servedBy: "cascade(a, b, c)", attempts: [{}, { outcome: "error" }, { outcome: "ok" }] });
  });

  test("all of them: the first stage's order, and all reasons", async () => {
    const { results, receipt } = await cascade(stagesOf(failing("a", "timeout"), failing("b", "timeout")), {
      onStageError: "keep",
    }).rerank("q", texts);
    expect(orderOf({ results })).toEqual([0, 1, 2]);
    expect(receipt).toMatchObject({ reranked: false, servedBy: "identity" });
    expect(receipt.reason).toMatch(/^a: timeout: .*; b: timeout: /);
  });

  test("keys and configuration are never hidden", async () => {
    const chain = cascade(stagesOf(counting("a").reranker, failing("b", "authentication_failed", 401)), { onStageError: "keep" });
    await expect(chain.rerank("q", texts)).rejects.toMatchObject({ code: "authentication_failed" });
  });
});

describe("the deadline", () => {
  test("passes while the last stage hangs: the order before it, within 50 ms", async () => {
    const startedAt = performance.now();
    const { results, receipt } = await cascade(stagesOf(counting("fast").reranker, hanging("deaf"))).rerank("q", texts, {
      deadlineMs: 100,
    });
    expect(performance.now() - startedAt).toBeLessThan(150);
    expect(orderOf({ results })).toEqual([1, 2, 0]);
    expect(receipt).toMatchObject({
      reranked: true,
      servedBy: "fast",
      reason: expect.stringMatching(/^deadline of 100 ms: deaf: deaf had scored nothing when its \d+ ms were over$/),
      attempts: [{ outcome: "ok" }, { reranker: "deaf", outcome: "deadline" }],
    });
    expect(receipt.warnings).toEqual([{ code: "deadline", message: receipt.reason }]);
  });

  test("a first stage that hangs leaves the others their share", async () => {
    const { results, receipt } = await cascade(stagesOf(hanging("deaf"), counting("good").reranker)).rerank("q", texts, {
      deadlineMs: 400,
    });
    expect(orderOf({ results })).toEqual([1, 2, 0]);
    // Half of 400 ms, and a moment for the one that misses its deadline.
    expect(receipt.stages?.[0]).toMatchObject({ reranked: false, documents: 3 });
    expect(receipt.stages?.[0]?.durationMs).toBeGreaterThan(195);
    expect(receipt.stages?.[0]?.durationMs).toBeLessThan(300);
    expect(receipt).toMatchObject({ reranked: true, servedBy: "cascade(deaf, good)", warnings: [{ code: "deadline" }] });
  });

  test("what a stage knows of its head when its time is over is the order for the next one", async () => {
    const chain = cascade([{ reranker: stuckAfterOne("slow") }, { reranker: counting("good").reranker, depth: 2 }]);
    const { results, receipt } = await chain.rerank("q", texts, { deadlineMs: 200 });
    expect(orderOf({ results })).toEqual([1, 0, 2]);
    expect(receipt.stages?.[0]).toMatchObject({ reranked: true, reason: expect.stringContaining("after 1 of 3") });
  });

  test("a stage that is not begun any more is said to be none", async () => {
    const chain = cascade(stagesOf(hanging("a"), hanging("b"), counting("c").reranker), { share: 0.99 });
    const { receipt } = await chain.rerank("q", texts, { deadlineMs: 60 });
    expect(receipt).toMatchObject({ reranked: false, servedBy: "identity" });
    expect(receipt.reason).toMatch(/^deadline of 60 ms: a: .*; b: .*; c: the deadline of 60 ms passed before it was begun$/);
    expect(receipt.stages?.at(-1)).toEqual({
      reranker: "c",
      documents: 0,
      reranked: false,
      reason: "the deadline of 60 ms passed before it was begun",
      durationMs: 0,
    });
  });
});

test("an abort rejects with its reason, reaches the stage at work, and begins no other", async () => {
  let signal: AbortSignal | undefined;
  const slow = counting("slow", {
    score: (_, __, context) => {
      signal = context.signal;
      return new Promise(() => {});
    },
  });
  const later = counting("later");
  const controller = new AbortController();
  const call = cascade(stagesOf(slow.reranker, later.reranker)).rerank("q", texts, { signal: controller.signal });
  const reason = new Error("no longer needed");
  controller.abort(reason);
  await expect(call).rejects.toBe(reason);
  expect(signal?.aborted ?? true).toBe(true);
  expect(later.asked).toEqual([]);
});

test("the same reranker in two stages is disposed once, and so is the cascade", async () => {
  let disposed = 0;
  const twice = counting("twice", { dispose: async () => void disposed++ }).reranker;
  const chain = cascade(stagesOf(twice, twice));
  expect(orderOf(await chain.rerank("q", texts))).toEqual([1, 2, 0]);
  await Promise.all([chain.dispose(), chain.dispose()]);
  expect(disposed).toBe(1);
  await expect(chain.rerank("q", texts)).rejects.toMatchObject({ code: "disposed" });
});
