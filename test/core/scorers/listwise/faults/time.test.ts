import { createLexicalReranker, rerankerFromScorer } from "secondpass";
import { describe, expect, test } from "vitest";
import { hang, markOf, oracleModel, valuesOf } from "../../../../data/oracle-model.ts";
import { firstStage, indexes, reranker, texts } from "./faults-kit.ts";

describe("time", () => {
  test("a final that hangs: the groups' order at the deadline, calls under way counted", { retry: 2 }, async () => {
    const model = oracleModel({ answer: ({ number }, context) => (number >= 5 ? hang(context) : undefined) });
    const startedAt = performance.now();
    const { results, receipt } = await reranker({ strategy: "select" }, model).rerank("query", texts, { deadlineMs: 150 });
    expect(performance.now() - startedAt).toBeLessThan(150 + 50);
    expect(Math.min(...valuesOf(results).slice(0, 5))).toBeGreaterThan(60);
    expect(receipt).toMatchObject({ reranked: true, usage: { calls: 6 }, listwise: { calls: 6, rounds: 2, complete: false } });
    expect(receipt.reason).toContain("deadline");
    expect(model.aborted).toBe(1);
  });

  test("all hang: the first stage's order, and the receipt knows of the calls", async () => {
    const model = oracleModel({ answer: (_, context) => hang(context) });
    const { results, receipt } = await reranker({ strategy: "select" }, model).rerank("query", texts, { deadlineMs: 60 });
    expect(indexes(results)).toEqual(firstStage);
    expect(receipt).toMatchObject({
      reranked: false,
      usage: { calls: 5 },
      reason: expect.stringContaining("before the first answer"),
    });
  });

  test("one repeat of three hangs: the other two decide", async () => {
    const model = oracleModel({ answer: ({ number }, context) => (number === 1 ? hang(context) : undefined) });
    const options = { strategy: "single", consistency: 3 } as const;
    const { results, receipt } = await reranker(options, model).rerank("query", texts.slice(0, 20), { deadlineMs: 100 });
    expect(valuesOf(results).slice(0, 3)).toEqual(
      valuesOf(results.slice(0, 20))
        .sort((a, b) => b - a)
        .slice(0, 3),
    );
    expect(receipt).toMatchObject({ reranked: true, listwise: { complete: false } });
  });

  test("a scorer that is not done leaves the order that it had", async () => {
    const scorer = rerankerFromScorer({
      id: "slow",
      scoreScale: "unit",
      supports: { pointwise: true, abort: true, instructions: false },
      score: (_, __, context) => {
        context.onScores([0, 1], [0.1, 0.9]);
        return hang(context);
      },
      dispose: async () => {},
    });
    const model = oracleModel({ answer: (_, context) => hang(context) });
    const list = ["bread", "rust", "iron"];
    const { results, receipt } = await reranker({ strategy: "refine", scorer }, model).rerank("rust", list, { deadlineMs: 400 });
    expect(indexes(results)).toEqual([1, 0, 2]);
    expect(receipt).toMatchObject({ reranked: true, reason: expect.stringContaining("deadline") });
  });

  test("a model that hangs leaves the scorer's order", async () => {
    const model = oracleModel({ answer: (_, context) => hang(context) });
    const refine = reranker({ strategy: "refine", scorer: createLexicalReranker() }, model);
    const { results, receipt } = await refine.rerank("rust", ["bread", "rust"], { deadlineMs: 50 });
    expect(indexes(results)).toEqual([1, 0]);
    expect(receipt).toMatchObject({ reranked: true, usage: { calls: 2 } });
  });

  test("each state on the way is a permutation, and none after the first round is worse than the first stage", async () => {
    const model = oracleModel();
    const seen: number[][] = [];
    await reranker({ strategy: "select" }, model).rerank("query", texts, { onOrder: (order) => seen.push([...order]) });
    expect(seen.length).toBeGreaterThanOrEqual(5);
    const gain = (order: readonly number[]) => order.slice(0, 10).reduce((sum, index) => sum + markOf(texts[index] as string), 0);
    for (const order of seen) {
      expect(new Set(order).size).toBe(100);
      expect(gain(order)).toBeGreaterThanOrEqual(gain(firstStage));
    }
  });

  test("an abort cuts off what is under way and asks nothing more", async () => {
    const controller = new AbortController();
    const model = oracleModel({ answer: (_, context) => hang(context) });
    const call = reranker({ strategy: "select", concurrency: 3 }, model).rerank("query", texts, { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 10));
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    await new Promise((resolve) => setImmediate(resolve));
    expect({ asked: model.questions.length, aborted: model.aborted }).toEqual({ asked: 3, aborted: 3 });
  });

  test("no more calls at a time than allowed, over all rankings", async () => {
    const model = oracleModel({ delayMs: 3 });
    const shared = reranker({ strategy: "select", concurrency: 3 }, model);
    await Promise.all([1, 2, 3].map(() => shared.rerank("query", texts)));
    expect({ peak: model.peak, asked: model.questions.length }).toEqual({ peak: 3, asked: 18 });
  });
});
