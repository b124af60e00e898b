import { type CostQuestion, estimateCost } from "secondpass";
import { planListwise } from "secondpass/rank";
import { expect, test } from "vitest";

// The usual table: a million documents, a dot product is one unit, reading a pair five thousand.
test.each([
  [1000, 6_000_000],
  [100, 1_500_000],
  [10, 1_050_000],
])("a million documents, the best %i read: %i units", (depth, total) => {
  expect(estimateCost({ corpus: 1_000_000, depth }).units).toEqual({
    firstStage: 1_000_000,
    rerank: depth * 5000,
    total,
    everything: 5_000_000_000,
    timesLess: 5_000_000_000 / total,
  });
});

test("time, where a pair was measured: 40 million records at 4.5 ms are fifty hours, a hundred of them half a second", () => {
  const { ms } = estimateCost({ corpus: 40_000_000, depth: 100, msPerPair: 4.5 });
  expect(ms).toEqual({ rerank: 450, everything: 50 * 3_600_000 });
});

test("no more is read than there is", () => {
  const estimate = estimateCost({ corpus: 30, depth: 100, msPerPair: 1, prices: { rerank: { perRequest: 1 } } });
  expect(estimate).toMatchObject({ units: { rerank: 150_000, timesLess: 150_000 / 150_030 }, ms: { rerank: 30 } });
});

test("money by hand: everything that can be paid for", () => {
  const { usd } = estimateCost({
    corpus: 10_000,
    depth: 120,
    topN: 10,
    queries: 1000,
    tokens: { query: 20, document: 200, answer: 300, prompt: 80 },
    prices: {
      embedding: { perMillionTokens: 0.1 },
      rerank: { perSearchUnit: 0.002 },
      generation: { perMillionInputTokens: 1, perMillionOutputTokens: 4 },
    },
  });
  // Corpus 2,000,000 tokens at 0.1; a query 20. 120 documents are two search units. 10 x 200 + 20 + 80 in, 300 out.
  expect(usd).toEqual({
    corpus: 0.2,
    embedding: 0.000002,
    rerank: 0.004,
    generation: 0.0021 + 0.0012,
    perQuery: 0.000002 + 0.004 + (0.0021 + 0.0012),
    total: 1000 * (0.000002 + 0.004 + (0.0021 + 0.0012)),
  });
});

test.each<[string, Partial<CostQuestion>, number]>([
  // 100 x (20 + 200) tokens.
  [
    "tokens, the query's once for each document",
    { tokens: { query: 20, document: 200 }, prices: { rerank: { perMillionTokens: 0.05 } } },
    0.0011,
  ],
  // 100 x 36 ms = 3.6 s of a machine.
  ["hours of a machine of one's own", { msPerPair: 36, prices: { rerank: { perHour: 2 } } }, 0.002],
  ["requests", { prices: { rerank: { perRequest: 0.001 } } }, 0.001],
  ["search units of another size", { prices: { rerank: { perSearchUnit: 0.001, documentsPerSearchUnit: 30 } } }, 0.004],
])("reranking by %s", (_, question, expected) => {
  expect(estimateCost({ corpus: 1000, depth: 100, ...question }).usd?.rerank).toBeCloseTo(expected, 12);
});

test("a language model that ranks is planned as it would be executed", () => {
  const { calls, passages, labels } = planListwise({ strategy: "slidingWindow", count: 100, topK: 10 });
  const { usd } = estimateCost({
    corpus: 1000,
    depth: 100,
    topN: 10,
    tokens: { query: 20, document: 200, prompt: 180 },
    prices: { listwise: { strategy: "slidingWindow", perMillionInputTokens: 1, perMillionOutputTokens: 4 } },
  });
  expect(usd?.listwise).toBeCloseTo((passages * 200 + calls * 200 + 4 * labels * 5) / 1_000_000, 12);
  expect(calls).toBe(9);
});

test("a pair of another size of model", () => {
  expect(estimateCost({ corpus: 100, depth: 10, pairUnits: 7 }).units).toMatchObject({ rerank: 70, everything: 700 });
});

test.each<[string, unknown, string]>([
  ["no corpus", { depth: 10 }, "corpus must be a whole number of at least 1"],
  ["depth 0", { corpus: 10, depth: 0 }, "depth must be a whole number of at least 1, got 0"],
  ["half a query", { corpus: 10, depth: 1, queries: 0.5 }, "queries must be"],
  [
    "a negative price",
    { corpus: 10, depth: 1, prices: { rerank: { perHour: -1 } } },
    "prices.rerank.perHour must be a number of at least 0",
  ],
  ["NaN tokens", { corpus: 10, depth: 1, tokens: { query: Number.NaN } }, "tokens.query must be"],
  [
    "a price by token without tokens",
    { corpus: 10, depth: 1, prices: { embedding: { perMillionTokens: 1 } } },
    "embedding needs `tokens.query`",
  ],
  ["a price by hour without a time", { corpus: 10, depth: 1, prices: { rerank: { perHour: 1 } } }, "needs `msPerPair`"],
])("%s is refused", (_, question, message) => {
  expect(() => estimateCost(question as CostQuestion)).toThrow(
    expect.objectContaining({ code: "invalid_options", message: expect.stringContaining(message) }),
  );
});
