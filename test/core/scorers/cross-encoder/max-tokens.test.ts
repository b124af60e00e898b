import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { makeModelFolder, tokenId } from "../../../data/model-folder.ts";

/** As many words, each one token. */
const words = (count: number) => Array.from({ length: count }, () => "rust").join(" ");

/** A pair in the window of 16 tokens: [CLS], two [SEP], and room for 13 more. */
async function rerank(query: string, documents: string[]) {
  await using reranker = await createReranker({ local: { model: await makeModelFolder(), maxTokens: 16 } });
  expect(reranker.supports.maxTokens).toBe(16);
  return await reranker.rerank(query, documents);
}

test("a document that fills its window exactly is not cut; one token more is", async () => {
  // A query of 3 leaves 10.
  const { receipt } = await rerank(words(3), [words(10), words(11)]);
  expect(receipt.truncated).toEqual([{ index: 1, keptTokens: 10, totalTokens: 11 }]);
});

test("the model reads what the receipt says", async () => {
  const { results, receipt } = await rerank(words(1), [words(20)]);
  const [cls, sep, rust] = (await Promise.all(["[CLS]", "[SEP]", "rust"].map(tokenId))) as [number, number, number];
  expect(receipt.truncated).toEqual([{ index: 0, keptTokens: 12, totalTokens: 20 }]);
  expect(receipt.usage.inputTokens).toBe(16);
  // The tiny model adds up ids: 1 of the query and 12 of the document.
  expect(results[0]?.score).toBe(cls + 2 * sep + 13 * rust);
});

test("a query that fills the window is cut to half of it, with a warning", async () => {
  const { receipt } = await rerank(words(20), [words(20)]);
  // Half of 13 is 7 for the document.
  expect(receipt.truncated).toEqual([{ index: 0, keptTokens: 7, totalTokens: 20 }]);
  expect(receipt.warnings.map(({ code }) => code)).toEqual(["query_truncated"]);
});

test("a short document lets a long query have the rest", async () => {
  const { receipt } = await rerank(words(20), [words(2)]);
  expect(receipt.truncated).toEqual([]);
  expect(receipt.usage.inputTokens).toBe(16);
  expect(receipt.warnings.map(({ code }) => code)).toEqual(["query_truncated"]);
});

test("every copy of a text that was cut is listed", async () => {
  const { receipt } = await rerank(words(1), [words(20), words(2), "", words(20)]);
  expect(receipt.truncated.map(({ index }) => index)).toEqual([0, 3]);
});

test("a limit above the model's is the model's", async () => {
  await using reranker = await createReranker({ local: { model: await makeModelFolder(), maxTokens: 100_000 } });
  expect(reranker.supports.maxTokens).toBe(512);
});
