import { cached, cascade, createReranker, rerankerFromOrderer, type Scores } from "secondpass";
import { expect, test } from "vitest";
import { counting } from "../stage-kit.ts";

const texts = ["1 one", "3 three", "2 two", "4 four"];

function spending(id: string, report: Partial<Scores>, depth = 4) {
  const { reranker } = counting(id, {
    score: async (_, all) => ({ scores: all.map(Number.parseFloat), ...report }),
  });
  return { reranker, depth };
}

test("usage, requests and times of all stages are added, truncated documents are told by their place in the input", async () => {
  const request = { documents: 3, attempts: 1, durationMs: 1 };
  const chain = cascade([
    spending("a", {
      usage: { calls: 1, inputTokens: 40, costUsd: 0.1 },
      requests: [{ id: "x", ...request }],
      timing: { queueMs: 2, inferenceMs: 10 },
      truncated: [
        { index: 0, keptTokens: 5, totalTokens: 20 },
        { index: 1, keptTokens: 5, totalTokens: 10 },
      ],
    }),
    spending(
      "b",
      {
        usage: { calls: 2, inputTokens: 2, searchUnits: 1 },
        requests: [{ id: "y", ...request }],
        timing: { inferenceMs: 5 },
        // The head is 3, 1: of the two that document 1 was cut by, the one that read less counts.
        truncated: [
          { index: 0, keptTokens: 9, totalTokens: 12 },
          { index: 1, keptTokens: 2, totalTokens: 10 },
        ],
      },
      2,
    ),
  ]);
  const { receipt } = await chain.rerank("q", texts);
  expect(receipt.usage).toEqual({ calls: 3, inputTokens: 42, searchUnits: 1, costUsd: 0.1 });
  expect(receipt.requests?.map(({ id }) => id)).toEqual(["x", "y"]);
  expect(receipt.timing).toMatchObject({ queueMs: 2, inferenceMs: 15 });
  expect(receipt.truncated).toEqual([
    { index: 0, keptTokens: 5, totalTokens: 20 },
    { index: 1, keptTokens: 2, totalTokens: 10 },
    { index: 3, keptTokens: 9, totalTokens: 12 },
  ]);
  expect(receipt.stages).toMatchObject([
    { reranker: "a", documents: 4, reranked: true },
    { reranker: "b", documents: 2, reranked: true },
  ]);
});

test("warnings that name documents name them by their place in the input; others are said once", async () => {
  const warnings = [{ code: "query_truncated" as const, message: "the query was cut" }];
  const chain = cascade([
    spending("a", { warnings }),
    { reranker: counting("b", { score: async () => ({ scores: [1, undefined], partial: true, warnings }) }).reranker, depth: 2 },
  ]);
  const missing = counting("b", {
    score: async () => ({
      scores: [1, undefined],
      partial: true,
      warnings: [{ code: "missing_scores", message: "documents 1" }],
    }),
  });
  expect((await chain.rerank("q", texts)).receipt.warnings).toEqual(warnings);
  const named = await cascade([spending("a", {}), { reranker: missing.reranker, depth: 2 }]).rerank("q", texts);
  expect(named.receipt.warnings).toEqual([
    { code: "missing_scores", message: "b gave no score for documents 1; they come last" },
  ]);
});

test("what a language model's ranking says of documents is about documents of the input", async () => {
  const listwise = {
    strategy: "single",
    calls: 1,
    retries: 0,
    rounds: 1,
    failedWindows: 0,
    repairs: { answers: 0, missing: 0, duplicate: 0, unknown: 0, unparsed: 0, refused: 0, truncated: 0 },
    seen: [
      { index: 0, windows: 1 },
      { index: 1, windows: 1 },
    ],
    complete: true,
    suspicious: [{ index: 1, signs: ["instruction"] }],
    prompt: "p",
  };
  const orderer = rerankerFromOrderer({
    id: "llm",
    supports: { pointwise: false, abort: false, instructions: false },
    order: async () => ({ order: [1, 0], listwise }),
    dispose: async () => {},
  });
  const { results, receipt } = await cascade([spending("a", {}), { reranker: orderer, depth: 2 }]).rerank("q", texts);
  expect(results.map(({ index }) => index)).toEqual([1, 3, 2, 0]);
  expect(receipt.listwise?.seen.map(({ index }) => index)).toEqual([3, 1]);
  expect(receipt.listwise?.suspicious).toEqual([{ index: 1, signs: ["instruction"] }]);
});

test("hits and misses of two caches are added", async () => {
  const chain = cascade([{ reranker: cached(counting("a").reranker) }, { reranker: cached(counting("b").reranker), depth: 2 }]);
  await chain.rerank("q", texts.slice(0, 3));
  expect((await chain.rerank("q", texts)).receipt.cache).toEqual({ hits: 4, misses: 2, hitRate: 4 / 6 });
});

test("a cached cascade gives what it gave, stages and all", async () => {
  const chain = cached(cascade([spending("a", {}), spending("b", {}, 2)]));
  const first = await chain.rerank("q", texts);
  const second = await chain.rerank("q", texts);
  expect(second.receipt.cache?.hitRate).toBe(1);
  expect(second.results).toEqual(first.results);
});

test("a probability and a passage of an earlier stage stay until a later one has its own", async () => {
  const { reranker } = counting("calibrated");
  const rerank: typeof reranker.rerank = async (query, documents, options) => {
    const ranking = await reranker.rerank(query, documents, options);
    const bestPassage = { text: "one", start: 2, end: 5, score: 1 };
    return {
      ...ranking,
      results: ranking.results.map((result) => ({ ...result, probability: 0.25 * result.rank, bestPassage })),
    };
  };
  const calibrated = { ...reranker, rerank };
  const { results } = await cascade([{ reranker: calibrated }, { reranker: counting("plain").reranker, depth: 2 }]).rerank(
    "q",
    texts,
  );
  expect(results.map(({ probability }) => probability)).toEqual([0.25, 0.5, 0.75, 1]);
  expect(results.every(({ bestPassage }) => bestPassage?.text === "one")).toBe(true);
  const again = await cascade([{ reranker: counting("plain").reranker }, { reranker: calibrated, depth: 2 }]).rerank("q", texts);
  expect(again.results.map(({ probability }) => probability)).toEqual([0.25, 0.5, undefined, undefined]);
});

test("onOrder hears of the whole order after each stage that changes it", async () => {
  const orders: (readonly number[])[] = [];
  const byLength = counting("b", { score: async (_, all) => ({ scores: all.map((text) => text.length) }) });
  await cascade([spending("a", {}), { reranker: byLength.reranker, depth: 2 }]).rerank("q", ["", ...texts], {
    onOrder: (order) => orders.push(order),
  });
  expect(orders).toEqual([
    [4, 2, 3, 1, 0],
    [2, 4, 3, 1, 0],
  ]);
  const thrown = new Error("from the callback");
  const call = cascade([spending("a", {})]).rerank("q", texts, {
    onOrder: () => {
      throw thrown;
    },
  });
  await expect(call).rejects.toBe(thrown);
});

test("the bundled model reads all, BM25 the head of it: one receipt", async () => {
  await using chain = await createReranker({
    cascade: [
      { local: {}, depth: 4 },
      { lexical: {}, depth: 2 },
    ],
  });
  const { receipt, results } = await chain.rerank("how do I install rust", [
    "The weather in Paris is mild in spring.",
    "Iron oxide is called rust.",
    "Install Rust with rustup: curl https://sh.rustup.rs",
    "A recipe for sourdough bread.",
  ]);
  expect(results[0]).toMatchObject({
    index: 2,
    stages: [
      { reranker: "local:mini", rank: 1 },
      { reranker: "lexical", rank: 1 },
    ],
  });
  expect(receipt.usage).toMatchObject({ calls: 2, inputTokens: expect.any(Number) });
});
