import { cached, createLexicalReranker, createReranker, fallback, RerankError, rerankerFromScorer } from "secondpass";
import { createListwiseReranker, type ListwiseOptions } from "secondpass/listwise";
import { startMockLlm } from "secondpass/testing";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../../packages/core/src/rank/seeded-random.ts";
import { ndcgAt10 } from "../../../data/ndcg.ts";
import { hang, markedTexts, markOf, oracleModel, valuesOf } from "../../../data/oracle-model.ts";

const texts = markedTexts(100, 3);
const down = () => new RerankError("provider_unavailable", "the provider is down", { retryable: true });
const firstStage = texts.map((_, i) => i);
const indexes = (results: readonly { index: number }[]) => results.map(({ index }) => index);

function reranker(options: Omit<ListwiseOptions, "model">, model: ListwiseOptions["model"]) {
  return createListwiseReranker({ seed: 1, priorWeight: 0, ...options, model });
}

describe("calls that fail", () => {
  const grades = (list: readonly string[]) => new Map(list.map((text) => [text, Math.max(0, markOf(text) - 80)]));

  async function meanNdcg(strategy: "select" | "slidingWindow", share: number) {
    let sum = 0;
    const rounds = 30;
    for (let seed = 1; seed <= rounds; seed++) {
      const random = seededRandom(seed);
      const model = oracleModel({
        answer: () => {
          if (random() < share) throw down();
        },
      });
      const list = markedTexts(100, seed);
      const { results } = await reranker({ strategy, seed }, model).rerank("query", list);
      expect(new Set(indexes(results)).size).toBe(100);
      sum += ndcgAt10(
        results.map(({ document }) => document),
        grades(list),
      );
    }
    return sum / rounds;
  }

  test("5 % cost a few points, 20 % more, and groups less than a sliding window", async () => {
    const [none, few, many] = [await meanNdcg("select", 0), await meanNdcg("select", 0.05), await meanNdcg("select", 0.2)];
    expect(none).toBeGreaterThan(0.97);
    expect(few).toBeLessThan(none);
    expect(few).toBeGreaterThan(0.85);
    expect(many).toBeLessThan(few);
    expect(many).toBeGreaterThan(0.6);
    expect(many).toBeGreaterThan(await meanNdcg("slidingWindow", 0.2));
  });

  test("all of them: the first stage's order and a receipt that says why", async () => {
    for (const strategy of ["single", "slidingWindow", "select", "topDown", "tournament", "setwise"] as const) {
      const model = oracleModel({ answer: () => Promise.reject(down()) });
      const { results, receipt } = await reranker({ strategy }, model).rerank("query", texts);
      expect(indexes(results), strategy).toEqual(firstStage);
      expect(receipt, strategy).toMatchObject({ reranked: false, reason: "every call failed: the provider is down" });
      expect(receipt.listwise).toMatchObject({ calls: model.questions.length, complete: false, seen: [] });
      expect(receipt.listwise?.failedWindows, strategy).toBe(model.questions.length);
    }
  });

  test("most of them with onFailure throw: an error; fewer: none", async () => {
    const failing = (from: number) =>
      oracleModel({ answer: ({ number }) => (number >= from ? Promise.reject(down()) : undefined) });
    const options = { strategy: "select", onFailure: "throw" } as const;
    await expect(reranker(options, failing(2)).rerank("query", texts)).rejects.toMatchObject({
      code: "provider_unavailable",
      retryable: true,
      message: "4 of 6 windows failed: the provider is down",
    });
    const { receipt } = await reranker(options, failing(3)).rerank("query", texts);
    expect(receipt.reason).toBe("3 of 6 windows failed: the provider is down");
  });

  test("a refused key throws at once and ends the calls beside it", async () => {
    const refused = new RerankError("authentication_failed", "no such key");
    const model = oracleModel({ answer: ({ number }, context) => (number === 1 ? Promise.reject(refused) : hang(context)) });
    await expect(reranker({ strategy: "select", concurrency: 3 }, model).rerank("query", texts)).rejects.toBe(refused);
    // The two beside it were let go, and those behind it never asked.
    await new Promise((resolve) => setImmediate(resolve));
    expect({ asked: model.questions.length, aborted: model.aborted }).toEqual({ asked: 3, aborted: 2 });
  });

  test("what is no error of ours is not swallowed", async () => {
    const model = oracleModel({ answer: () => Promise.reject(new TypeError("a mistake in the client")) });
    await expect(reranker({}, model).rerank("query", texts)).rejects.toThrow("a mistake in the client");
  });

  test("a context that is too long is asked once more with half of each text", async () => {
    const long = markedTexts(20, 1).map((text) => `${text} ${"word ".repeat(300)}`);
    const limit = (tokens: number) =>
      oracleModel({
        answer: ({ request }) => {
          const length = request.messages.reduce((sum, { content }) => sum + content.length, 0) / 3.5;
          if (length > tokens) throw new RerankError("context_too_long", `more than ${tokens} tokens`);
        },
      });
    const model = limit(4500);
    const { results, receipt } = await reranker({ strategy: "single" }, model).rerank("query", long);
    expect(valuesOf(results).slice(0, 3)).toEqual([20, 19, 18]);
    expect(receipt.listwise).toMatchObject({ calls: 2, retries: 1, failedWindows: 0, complete: true });
    const hopeless = limit(500);
    const failed = await reranker({ strategy: "single" }, hopeless).rerank("query", long);
    expect(hopeless.questions).toHaveLength(2);
    expect(failed.receipt).toMatchObject({ reranked: false, reason: "every call failed: more than 500 tokens" });
  });
});

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

describe("answers that cannot be read", () => {
  const unreadable: [string, unknown][] = [
    ["prose", "I like them all."],
    ["a refusal", "I'm sorry, but I cannot rank these passages."],
    ["nothing", ""],
    ["null", { content: null }],
    ["reasoning that was cut", { content: "<think> well, [3] > [1]", finish: "length" }],
  ];
  test.each(unreadable)("%s: asked once more in another order, under other labels", async (_, bad) => {
    const model = oracleModel({ answer: ({ number }) => (number === 0 ? bad : undefined) });
    const { results, receipt } = await reranker({ strategy: "single", labels: "random" }, model).rerank(
      "query",
      texts.slice(0, 20),
    );
    const [first, second] = model.questions;
    expect(model.questions).toHaveLength(2);
    expect([...(second?.texts ?? [])].sort()).toEqual([...(first?.texts ?? [])].sort());
    expect(second?.texts).not.toEqual(first?.texts);
    expect(second?.labels).not.toEqual(first?.labels);
    expect(second?.request.messages.at(-1)?.content).toContain("could not be read");
    expect(first?.request.messages.at(-1)?.content).not.toContain("could not be read");
    expect(receipt.listwise).toMatchObject({ calls: 2, retries: 1, repairs: { answers: 1 }, failedWindows: 0, complete: true });
    expect(valuesOf(results).slice(0, 2)).toEqual(
      valuesOf(results.slice(0, 20))
        .sort((a, b) => b - a)
        .slice(0, 2),
    );
  });

  test("twice: the window keeps its order", async () => {
    const model = oracleModel({ answer: () => "no idea" });
    const { results, receipt } = await reranker({ strategy: "single" }, model).rerank("query", texts);
    expect(indexes(results)).toEqual(firstStage);
    expect(receipt).toMatchObject({ reranked: false, reason: "every call failed: no answer could be read" });
    expect(receipt.listwise).toMatchObject({ calls: 2, retries: 1, failedWindows: 1, repairs: { answers: 2, unparsed: 2 } });
  });

  test("less than half: asked again, and the answer that says most is kept", async () => {
    const model = oracleModel({
      answer: ({ number, ranking }) =>
        ranking
          .slice(0, [3, 2][number])
          .map((label) => `[${label}]`)
          .join(" > "),
    });
    const { results, receipt } = await reranker({ strategy: "single" }, model).rerank("query", texts.slice(0, 20));
    const sorted = texts
      .slice(0, 20)
      .map(markOf)
      .sort((a, b) => b - a);
    expect(valuesOf(results).slice(0, 3)).toEqual(sorted.slice(0, 3));
    // The rest stands as the first stage had it.
    expect(indexes(results.slice(3))).toEqual(indexes(results.slice(3)).sort((a, b) => a - b));
    expect(receipt.listwise).toMatchObject({ calls: 2, retries: 1, failedWindows: 0 });
  });

  test("what a filter holds back is not asked for again", async () => {
    const model = oracleModel({ answer: () => ({ content: "", finish: "filter" }) });
    const { receipt } = await reranker({ strategy: "single" }, model).rerank("query", texts);
    expect(model.questions).toHaveLength(1);
    expect(receipt.reranked).toBe(false);
  });
});

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

describe("together with the others", () => {
  test("fallback serves where the model cannot", async () => {
    const failing = oracleModel({ answer: () => Promise.reject(down()) });
    const chain = fallback([reranker({ onFailure: "throw" }, failing), createLexicalReranker()]);
    const { results, receipt } = await chain.rerank("rust", ["bread", "rust"]);
    expect(indexes(results)).toEqual([1, 0]);
    expect(receipt).toMatchObject({ servedBy: "lexical" });
    expect(receipt.attempts).toMatchObject([{ outcome: "error", error: { code: "provider_unavailable" } }, { outcome: "ok" }]);
  });

  test("a cache keeps whole lists", async () => {
    const model = oracleModel();
    const kept = cached(reranker({ strategy: "single" }, model), {});
    const first = await kept.rerank("query", texts.slice(0, 20));
    const again = await kept.rerank("query", texts.slice(0, 20));
    expect(model.questions).toHaveLength(1);
    expect(indexes(again.results)).toEqual(indexes(first.results));
    await kept.rerank("query", texts.slice(0, 19));
    expect(model.questions).toHaveLength(2);
  });
});
