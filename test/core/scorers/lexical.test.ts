import { createReranker } from "secondpass";
import { expect, test } from "vitest";

test("a query that shares no word with any document leaves the first-stage order", async () => {
  const reranker = await createReranker("lexical");
  const { results } = await reranker.rerank("violin", ["rust", "iron", "bread"]);
  expect(results.map(({ index, score }) => [index, score])).toEqual([
    [0, 0],
    [1, 0],
    [2, 0],
  ]);
});

test("Chinese is matched by character", async () => {
  const reranker = await createReranker("lexical");
  const { results } = await reranker.rerank("北京天气", ["我喜欢吃苹果", "今天北京天气很好"]);
  expect(results.map(({ index }) => index)).toEqual([1, 0]);
});

test("its options reach BM25", async () => {
  const score = async (config: object) =>
    (await (await createReranker(config as { lexical: object })).rerank("a", ["a a", "b"])).results[0]?.score;
  // N = 2, n = 1: weight ln(1 + 1.5 / 1.5) = ln 2; with k1 = 0 repeats count once.
  expect(await score({ lexical: { k1: 0 } })).toBeCloseTo(Math.log(2), 12);
  // count 2, k1 = 1, no length: 2 / (2 + 1)
  expect(await score({ lexical: { k1: 1, b: 0 } })).toBeCloseTo((Math.log(2) * 2) / 3, 12);
});
