import assert from "node:assert/strict";
import { type ContractCase, type ContractSubject, contractCase } from "../contract-case.ts";
import { manyTexts, sampleAnswer, sampleQuery, sampleTexts } from "../contract-samples.ts";

/** Best first, on the raw score, ties in first-stage order. */
export function orderCases(subject: ContractSubject): ContractCase[] {
  const cases = [
    contractCase(subject, "sorts on finite raw scores, best first", async (reranker) => {
      const { results } = await reranker.rerank(sampleQuery, sampleTexts);
      if (reranker.scoreScale === "rank") {
        assert.ok(
          results.every(({ score }) => score === undefined),
          "the scale rank has no scores",
        );
        return;
      }
      const scores = results.map(({ score }) => score as number);
      assert.ok(scores.every(Number.isFinite), `scores must be finite, got ${scores}`);
      assert.deepEqual(
        scores,
        scores.toSorted((a, b) => b - a),
      );
      if (reranker.scoreScale === "unit") assert.ok(scores.every((score) => score >= 0 && score <= 1));
    }),
    contractCase(subject, "keeps ties in first-stage order", async (reranker) => {
      const { results } = await reranker.rerank(sampleQuery, ["rust", "bread", "rust", "bread", "rust"]);
      const positionsOf = (text: string) => results.filter(({ document }) => document === text).map(({ index }) => index);
      assert.deepEqual(positionsOf("rust"), [0, 2, 4]);
      assert.deepEqual(positionsOf("bread"), [1, 3]);
    }),
    contractCase(subject, "gives equal texts equal scores", async (reranker) => {
      const { results } = await reranker.rerank(sampleQuery, ["rust", ...sampleTexts, "rust"]);
      const scores = results.filter(({ document }) => document === "rust").map(({ score }) => score);
      assert.equal(scores.length, 2);
      assert.equal(scores[0], scores[1]);
    }),
    contractCase(subject, "gives the same ranking twice", async (reranker) => {
      const first = await reranker.rerank(sampleQuery, sampleTexts);
      const second = await reranker.rerank(sampleQuery, sampleTexts);
      assert.deepEqual(second.results, first.results);
    }),
    contractCase(subject, "keeps concurrent calls apart", async (reranker) => {
      const queries = ["install rust", "weather in Paris", "bake bread", "violin strings"];
      const texts = manyTexts(20);
      const alone = [];
      for (const query of queries) alone.push((await reranker.rerank(query, texts)).results);
      const together = await Promise.all(queries.map((query) => reranker.rerank(query, texts)));
      assert.deepEqual(
        together.map(({ results }) => results),
        alone,
      );
    }),
  ];
  if (subject.ranks === false) return cases;
  const relevance = contractCase(subject, "puts the document that answers the query first", async (reranker) => {
    const { results } = await reranker.rerank(sampleQuery, sampleTexts);
    assert.equal(results[0]?.index, sampleAnswer);
  });
  return [...cases, relevance];
}
