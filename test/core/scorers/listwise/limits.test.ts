import { createLexicalReranker, createReranker, RerankError } from "secondpass";
import { createListwiseReranker, type ListwiseOptions } from "secondpass/listwise";
import { startMockLlm } from "secondpass/testing";
import { describe, expect, test } from "vitest";
import { fitListwise, type ListwiseLimits } from "../../../../packages/core/src/rank/fit-listwise.ts";
import { seededRandom } from "../../../../packages/core/src/rank/seeded-random.ts";
import { markedTexts, oracleModel, valuesOf } from "../../../data/oracle-model.ts";

const price = { perMillionInputTokens: 1, perMillionOutputTokens: 4 };
const strategies = ["single", "slidingWindow", "select", "topDown", "tournament", "setwise"] as const;

/** Answers wrongly in every way there is, by chance of a seed. */
function unreliable(seed: number, share: number) {
  const random = seededRandom(seed);
  return oracleModel({
    answer: () => {
      if (random() >= share) return undefined;
      const kind = Math.floor(random() * 6);
      if (kind === 0) throw new RerankError("provider_unavailable", "down", { retryable: true });
      if (kind === 1) throw new RerankError("context_too_long", "too long");
      return ["I cannot rank these.", "no idea", "", "[2]"][kind - 2];
    },
  });
}

describe("limits hold, retries included, whatever goes wrong", () => {
  for (const [i, strategy] of strategies.entries()) {
    test(strategy, async () => {
      const limited = new Set<string>();
      for (let round = 0; round < 24; round++) {
        const random = seededRandom(100 * i + round);
        const options: Partial<ListwiseOptions> = {
          strategy,
          seed: round,
          price,
          retries: round % 3,
          consistency: 1 + (round % 2),
          ...(round % 3 === 0 && { maxCalls: Math.floor(random() * 14) }),
          ...(round % 3 === 1 && { maxInputTokens: Math.floor(random() * 20_000) }),
          ...(round % 3 === 2 && { maxCostUsd: random() * 0.02 }),
        };
        const model = unreliable(round, 0.4);
        const texts = markedTexts(20 + Math.floor(random() * 90), round, "with some words ".repeat(5));
        const { results, receipt } = await createListwiseReranker({ model, ...options }).rerank("query", texts);
        const where = JSON.stringify(options);
        expect(new Set(results.map(({ index }) => index)).size, where).toBe(texts.length);
        expect(model.questions.length, where).toBeLessThanOrEqual(options.maxCalls ?? Number.POSITIVE_INFINITY);
        expect(model.used.input, where).toBeLessThanOrEqual(options.maxInputTokens ?? Number.POSITIVE_INFINITY);
        const cost = (model.used.input * price.perMillionInputTokens + model.used.output * price.perMillionOutputTokens) / 1e6;
        expect(cost, where).toBeLessThanOrEqual(options.maxCostUsd ?? Number.POSITIVE_INFINITY);
        expect(receipt.usage, where).toMatchObject({ calls: model.questions.length, inputTokens: model.used.input });
        expect(receipt.usage.costUsd, where).toBeCloseTo(cost, 10);
        if (receipt.listwise?.complete === false) limited.add(where);
      }
      expect(limited.size).toBeGreaterThan(5);
    });
  }
});

test("attempts that the transport repeats are calls as well", async () => {
  await using mock = await startMockLlm({ faults: Array(10).fill({ status: 503 }) });
  const listwise = { model: "mock", baseUrl: mock.url, maxCalls: 2, attempts: 5, retryDelayMs: 1 };
  await using reranker = await createReranker({ listwise });
  const { receipt } = await reranker.rerank("query", markedTexts(10, 1));
  expect(mock.requests).toHaveLength(2);
  expect(receipt).toMatchObject({ reranked: false, usage: { calls: 2 }, listwise: { retries: 1, complete: false } });
});

describe("the planner", () => {
  const priceOf = ({ passages, calls }: { passages: number; calls: number }) => ({ inputTokens: passages * 100 + calls * 200 });
  const shape = { strategy: "select", count: 100, window: 20, consistency: 3 } as const;

  test.each([
    [{}, { depth: 100, consistency: 3 }],
    [{ maxCalls: 8 }, { depth: 100, consistency: 3 }],
    [{ maxCalls: 7 }, { depth: 80, consistency: 3 }],
    [{ maxCalls: 3 }, { depth: 20, consistency: 3 }],
    [{ maxCalls: 2 }, { depth: 20, consistency: 2 }],
    [{ maxCalls: 1 }, { depth: 20, consistency: 1 }],
    [{ maxCalls: 0 }, { depth: 0 }],
    [{ maxInputTokens: 17_600 }, { depth: 100, consistency: 3 }],
    [{ maxInputTokens: 1_200 }, { depth: 10, consistency: 1 }],
    [{ maxInputTokens: 399 }, { depth: 0 }],
  ] as [ListwiseLimits, object][])("%j gives up depth, then consistency, then all but a few: %j", (limits, expected) => {
    const { depth, consistency, plan } = fitListwise(shape, limits, priceOf);
    expect({ depth, consistency }).toMatchObject(expected);
    expect(plan.calls).toBeLessThanOrEqual(limits.maxCalls ?? 100);
  });

  test("passes are given up where one window of them is too much", () => {
    const fitted = fitListwise({ strategy: "slidingWindow", count: 100, passes: 10 }, { maxCalls: 3 }, priceOf);
    expect(fitted).toMatchObject({ depth: 20, passes: 3, plan: { calls: 3 } });
  });

  test("maxCostUsd lowers the depth", async () => {
    const model = oracleModel();
    const reranker = createListwiseReranker({ model, strategy: "select", price, maxCostUsd: 0.003 });
    const texts = markedTexts(100);
    const plan = reranker.plan("query", texts);
    expect(plan.depth).toBeLessThan(100);
    const { results, receipt } = await reranker.rerank("query", texts);
    expect(receipt.usage.costUsd).toBeLessThanOrEqual(0.003);
    expect(receipt.listwise).toMatchObject({ calls: plan.calls, complete: true });
    // Below the depth nothing has moved.
    expect(results.slice(plan.depth).map(({ index }) => index)).toEqual(
      Array.from({ length: 100 - plan.depth }, (_, i) => i + plan.depth),
    );
  });

  test("nothing left: the first stage's order, and the reason", async () => {
    const model = oracleModel();
    const { results, receipt } = await createListwiseReranker({ model, maxInputTokens: 50 }).rerank("query", markedTexts(30));
    expect(model.questions).toHaveLength(0);
    expect(results.map(({ index }) => index)).toEqual(Array.from({ length: 30 }, (_, i) => i));
    expect(receipt).toMatchObject({ reranked: false, reason: "the limits leave no room for a call", usage: { calls: 0 } });
    expect(receipt.listwise?.complete).toBe(false);
  });

  test("nothing left for the model of refine: the scorer's order", async () => {
    const reranker = createListwiseReranker({ model: oracleModel(), scorer: createLexicalReranker(), maxCalls: 0 });
    const { results, receipt } = await reranker.rerank("rust", ["bread", "rust"]);
    expect(results.map(({ index }) => index)).toEqual([1, 0]);
    expect(receipt).toMatchObject({ reranked: true, listwise: { strategy: "refine", calls: 0, complete: false } });
  });

  test("one document has its place without a call", async () => {
    const model = oracleModel();
    const { receipt } = await createListwiseReranker({ model }).rerank("query", ["only"]);
    expect(model.questions).toHaveLength(0);
    expect(receipt).toMatchObject({ reranked: false, reason: "one document alone has its place" });
  });
});

describe("where a limit is met on the way", () => {
  test("a retry leaves the planned windows their calls", async () => {
    const model = oracleModel({ answer: ({ number }) => (number === 0 ? "no idea" : undefined) });
    const options = { model, strategy: "select", maxCalls: 6, priorWeight: 0 } as const;
    const { receipt } = await createListwiseReranker(options).rerank("query", markedTexts(100));
    expect(receipt.listwise).toMatchObject({ calls: 6, retries: 0, rounds: 2, failedWindows: 1 });
  });

  test("one call more is one retry", async () => {
    const model = oracleModel({ answer: ({ number }) => (number === 0 ? "no idea" : undefined) });
    const options = { model, strategy: "select", maxCalls: 7 } as const;
    const { receipt } = await createListwiseReranker(options).rerank("query", markedTexts(100));
    expect(receipt.listwise).toMatchObject({ calls: 7, retries: 1, failedWindows: 0, complete: true });
  });

  test("the best order so far, with what came back", async () => {
    // Uses more than the estimate says: a third of the groups and the final are no longer allowed.
    const texts = markedTexts(100, 3, "with some words ".repeat(5));
    const plan = createListwiseReranker({ model: oracleModel(), strategy: "select", price }).plan("query", texts);
    const model = oracleModel({
      answer: ({ ranking }) => ({
        content: ranking.map((label) => `[${label}]`).join(" > "),
        usage: { inputTokens: 5000, outputTokens: 20 },
      }),
    });
    const options = { model, strategy: "select", concurrency: 1, maxInputTokens: plan.inputTokens + 100 } as const;
    const { results, receipt } = await createListwiseReranker(options).rerank("query", texts);
    expect(model.questions).toHaveLength(5);
    expect(receipt).toMatchObject({ reranked: true, reason: expect.stringContaining("maxInputTokens") });
    expect(receipt.listwise).toMatchObject({ rounds: 1, complete: false, failedWindows: 0 });
    // The best of the five groups stand before all others.
    expect(Math.min(...valuesOf(results).slice(0, 5))).toBeGreaterThan(50);
  });
});

test.each([
  [{ concurrency: 0 }],
  [{ retries: -1 }],
  [{ retries: 0.5 }],
  [{ passageTokens: 0 }],
  [{ maxCalls: Number.NaN }],
  [{ maxCostUsd: 1 }],
  [{ maxCostUsd: -1, price }],
  [{ price: { perMillionInputTokens: Number.NaN, perMillionOutputTokens: 1 } }],
  [{ priorWeight: 1.1 }],
  [{ strategy: "refine" }],
  [{ output: "logprobs" }],
  [{ labels: "letters", window: 27 }],
  [{ parity: "rankgpt", strategy: "select" }],
  [{ parity: "rankgpt", output: "json" }],
] as [Partial<ListwiseOptions>][])("%j is refused before any call", (options) => {
  const create = () => createListwiseReranker({ model: oracleModel(), ...options });
  expect(create).toThrow(expect.objectContaining({ code: "invalid_config" }));
});

test.each([[{ window: 1 }], [{ stride: 20 }], [{ topK: 0 }], [{ passes: 1.5 }], [{ consistency: 0 }]])(
  "%j is refused before any call",
  (options) => {
    const create = () => createListwiseReranker({ model: oracleModel(), ...options });
    expect(create).toThrow(expect.objectContaining({ code: "invalid_options" }));
  },
);
