import { RerankError, rerankerFromScorer, type Scorer } from "secondpass";
import { expect, test } from "vitest";

const scorerOf = (score: Scorer["score"], pointwise = true): Scorer => ({
  id: "test",
  scoreScale: "logit",
  supports: { pointwise, abort: true, instructions: false },
  score,
  dispose: async () => {},
});

test("equal texts are scored once, and each document has the score", async () => {
  const seen: string[][] = [];
  const reranker = rerankerFromScorer(
    scorerOf(async (_, texts) => {
      seen.push([...texts]);
      return { scores: texts.map((text) => text.length) };
    }),
  );
  const { results } = await reranker.rerank("query", ["a", "bbb", "a", "", "bbb"]);
  expect(seen).toEqual([["a", "bbb"]]);
  expect(results.map(({ index, score }) => [index, score])).toEqual([
    [1, 3],
    [4, 3],
    [0, 1],
    [2, 1],
    [3, undefined],
  ]);
});

test("where a score depends on the others, repeats are sent", async () => {
  const seen: string[][] = [];
  const score: Scorer["score"] = async (_, texts) => {
    seen.push([...texts]);
    return { scores: texts.map(() => 0) };
  };
  await rerankerFromScorer(scorerOf(score, false)).rerank("query", ["a", "b", "a"]);
  expect(seen).toEqual([["a", "b", "a"]]);
});

test("the scorer reads well-formed text", async () => {
  const seen: string[] = [];
  const score: Scorer["score"] = async (query, texts) => {
    seen.push(query, ...texts);
    return { scores: texts.map(() => 0) };
  };
  await rerankerFromScorer(scorerOf(score)).rerank("\ud800 query", ["text \udfff"]);
  expect(seen).toEqual(["\ufffd query", "text \ufffd"]);
});

const wrong: [name: string, scores: unknown[], message: RegExp][] = [
  ["too few", [1], /returned 1 scores for 3 documents/],
  ["too many", [1, 2, 3, 4], /returned 4 scores for 3 documents/],
  ["NaN", [1, Number.NaN, 3], /NaN for documents\[2\]/],
  ["infinite", [1, 2, Number.POSITIVE_INFINITY], /Infinity for documents\[3\]/],
  ["text", [1, "2", 3], /2 for documents\[2\]/],
  ["a hole", [1, undefined, 3], /undefined for documents\[2\]/],
];

for (const [name, scores, message] of wrong) {
  test(`${name}: refused, and the documents are counted as the caller does`, async () => {
    // Document 0 has no text and is never sent.
    const call = rerankerFromScorer(scorerOf(async () => ({ scores: scores as number[] }))).rerank("query", ["", "a", "b", "c"]);
    await expect(call).rejects.toMatchObject({
      code: "invalid_scores",
      provider: "test",
      message: expect.stringMatching(message),
    });
  });
}

test("scores reported on the way are checked as well", async () => {
  const score: Scorer["score"] = (_query, _texts, { onScores }) => {
    onScores([1], [Number.NaN]);
    return new Promise(() => {});
  };
  const call = rerankerFromScorer(scorerOf(score)).rerank("query", ["a", "b"]);
  await expect(call).rejects.toMatchObject({ code: "invalid_scores", message: expect.stringContaining("documents[1]") });
});

test("an error of the scorer is the call's, and the next call is served", async () => {
  const failure = new RerankError("inference_failed", "out of memory");
  let calls = 0;
  const reranker = rerankerFromScorer(
    scorerOf(async (_, texts) => {
      if (calls++ === 0) throw failure;
      return { scores: texts.map(() => 1) };
    }),
  );
  await expect(reranker.rerank("query", ["a"])).rejects.toBe(failure);
  expect((await reranker.rerank("query", ["a"])).results).toHaveLength(1);
});

test("a scorer that throws at once rejects the call", async () => {
  const score = () => {
    throw new TypeError("not yet");
  };
  await expect(rerankerFromScorer(scorerOf(score)).rerank("query", ["a"])).rejects.toThrow("not yet");
});

test("the scorer's own report is in the receipt, its positions those of the caller", async () => {
  const reranker = rerankerFromScorer(
    scorerOf(async (_, texts) => ({
      scores: texts.map(() => 1),
      truncated: [{ index: 1, keptTokens: 5, totalTokens: 9 }],
      usage: { inputTokens: 12, calls: 2 },
      timing: { queueMs: 3, inferenceMs: 4 },
      warnings: [{ code: "query_truncated", message: "cut" }],
    })),
  );
  const { receipt } = await reranker.rerank("query", ["", "a", "b", "b"]);
  expect(receipt).toMatchObject({
    truncated: [
      { index: 2, keptTokens: 5, totalTokens: 9 },
      { index: 3, keptTokens: 5, totalTokens: 9 },
    ],
    usage: { inputTokens: 12, calls: 2 },
    timing: { queueMs: 3, inferenceMs: 4 },
  });
  expect(receipt.warnings.map(({ code }) => code)).toEqual(["empty_documents", "query_truncated"]);
});

test("dispose reaches the scorer, once", async () => {
  let disposed = 0;
  const scorer = { ...scorerOf(async () => ({ scores: [] })), dispose: async () => void disposed++ };
  const reranker = rerankerFromScorer(scorer);
  await Promise.all([reranker.dispose(), reranker.dispose()]);
  expect(disposed).toBe(1);
});
