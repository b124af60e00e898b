import { modelDirectory } from "@secondpass/model-mini";
import { createCrossEncoder } from "secondpass/cross-encoder";
import { expect, test } from "vitest";

const query = "how do I install rust";
const documents = Array.from({ length: 120 }, (_, i) =>
  `Page ${i}. ${i % 3 === 0 ? "Install Rust with rustup." : "Something else. "}`.repeat(1 + (i % 9)),
);

test("the order does not depend on how many workers there are", async () => {
  const one = await createCrossEncoder({ directory: modelDirectory, workers: 1 });
  const three = await createCrossEncoder({ directory: modelDirectory, workers: 3 });
  const [a, b] = await Promise.all([one.reranker.rerank(query, documents), three.reranker.rerank(query, documents)]);
  const scoreOf = new Map(b.results.map(({ index, score }) => [index, score as number]));
  for (const { index, score } of a.results) expect(scoreOf.get(index)).toBeCloseTo(score as number, 4);
  await one.reranker.dispose();
  await three.reranker.dispose();
});

test("of two rerankers with the same model, the second goes on when the first is disposed", async () => {
  const first = await createCrossEncoder({ directory: modelDirectory });
  const second = await createCrossEncoder({ directory: modelDirectory });
  const call = second.reranker.rerank(query, documents);
  await first.reranker.dispose();
  expect((await call).results).toHaveLength(documents.length);
  await second.reranker.dispose();
});

test("eight calls at once each get their own order", async () => {
  const { reranker } = await createCrossEncoder({ directory: modelDirectory });
  const queries = Array.from({ length: 8 }, (_, i) => `page ${i}`);
  const alone = [];
  for (const query of queries)
    alone.push((await reranker.rerank(query, documents, { topN: 3 })).results.map(({ index }) => index));
  const together = await Promise.all(queries.map((query) => reranker.rerank(query, documents, { topN: 3 })));
  expect(together.map(({ results }) => results.map(({ index }) => index))).toEqual(alone);
  await reranker.dispose();
});

test("an unloaded model is loaded again by the next call", async () => {
  const { reranker } = await createCrossEncoder({ directory: modelDirectory, unloadAfterMs: 10 });
  const { results } = await reranker.rerank(query, documents.slice(0, 5));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await reranker.rerank(query, documents.slice(0, 5))).results).toEqual(results);
  await reranker.dispose();
});
