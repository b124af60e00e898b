import { blendFirstStage, cached, chunked, createReranker, type RerankDocument, rerankerFromOrderer } from "secondpass";
import { describe, expect, test } from "vitest";
import { largestNumber, reader, sentences } from "./reading-kit.ts";

const query = "measured";
const window = 9;
const long = sentences(1, 2, 9, 4, 3);

describe("a blend stays outside: whole documents against whole documents", () => {
  const documents: RerankDocument[] = [
    { text: long, score: 1 },
    { text: sentences(5), score: 3 },
    { text: sentences(6), score: 2 },
  ];

  test.each([
    ["blended", (inside: ReturnType<typeof reader>) => blendFirstStage(inside.reranker, { weight: 0.3 })],
    ["cached blend", (inside: ReturnType<typeof reader>) => cached(blendFirstStage(inside.reranker, { weight: 0.3 }))],
    ["blended cache", (inside: ReturnType<typeof reader>) => blendFirstStage(cached(inside.reranker), { weight: 0.3 })],
  ])("%s", async (_, wrap) => {
    const expected = blendFirstStage(chunked(reader(window).reranker, { overlap: 0 }), { weight: 0.3 });
    const wrapped = chunked(wrap(reader(window)), { overlap: 0 });
    const [ranking, alike] = [await wrapped.rerank(query, documents), await expected.rerank(query, documents)];
    expect(ranking.results).toEqual(alike.results);
    // The document's own first-stage score, once; the passage keeps the score that it was read with.
    expect(ranking.results.find(({ index }) => index === 0)).toMatchObject({
      blended: { model: 9, firstStage: 1 },
      bestPassage: { text: sentences(9, 4), score: 9 },
    });
    expect(ranking.receipt.blend).toEqual({ weight: 0.3, with: "firstStage" });
    expect(wrapped).toMatchObject({ id: "reader", supports: { pointwise: false }, fingerprint: expected.fingerprint });
    await wrapped.dispose();
    await expect(wrapped.rerank(query, documents)).rejects.toMatchObject({ code: "disposed" });
  });

  test("the bundled model, as it is blended by default", async () => {
    await using local = chunked(await createReranker({ local: { maxTokens: 40 } }));
    const text = `${"Iron oxide forms on old metal. ".repeat(20)}Install Rust with rustup.`;
    const { results, receipt } = await local.rerank("how do I install rust", ["Bread is baked.", "Iron and metal.", text]);
    expect(results[0]).toMatchObject({ index: 2, bestPassage: { end: text.length } });
    expect(receipt).toMatchObject({
      blend: { weight: 0.2, with: "bm25" },
      feedback: { weight: 0.2 },
      truncated: [],
      chunked: { documents: 1 },
    });
  });
});

describe("a cache inside knows passages, one outside documents", () => {
  test("inside: a passage that was read for one document is known for another", async () => {
    const { reranker, asked } = reader(window);
    const wrapped = chunked(cached(reranker), { overlap: 0 });
    await wrapped.rerank(query, [long]);
    const { results, receipt } = await wrapped.rerank(query, [`${sentences(9, 4)} ${sentences(7)}`]);
    expect(asked[1]).toEqual([sentences(7)]);
    expect(receipt.cache).toMatchObject({ hits: 1, misses: 1 });
    expect(results[0]).toMatchObject({ score: 9, bestPassage: { text: sentences(9, 4), start: 0, end: 39 } });
  });

  test("outside: score, best passage and what was not read come back", async () => {
    const { reranker, asked } = reader(window);
    const wrapped = cached(chunked(reranker, { overlap: 0, maxPassages: 2, keep: "first" }));
    const first = await wrapped.rerank(query, [long]);
    const second = await wrapped.rerank(query, [long]);
    expect(asked).toHaveLength(1);
    expect(second.results).toEqual(first.results);
    expect(second.receipt.truncated).toEqual([{ index: 0, keptTokens: 16, totalTokens: 20 }]);
  });
});

describe("where there are no scores, places stand in for them", () => {
  /** Orders by the largest number in each text. */
  const orderer = () =>
    rerankerFromOrderer({
      id: "orderer",
      supports: { pointwise: false, abort: true, instructions: false },
      async order(_query, texts, { onOrder }) {
        const order = texts
          .map((_, i) => i)
          .sort((a, b) => largestNumber(texts[b] as string) - largestNumber(texts[a] as string));
        onOrder({ order: [...order].reverse() });
        onOrder({ order });
        return { order };
      },
      dispose: async () => {},
    });
  const documents = [sentences(5), "", long, sentences(8), sentences(6, 7, 6, 8.5)];

  test("a document stands where its best passage does, and has no score", async () => {
    const orders: number[][] = [];
    const wrapped = chunked(orderer(), { tokens: 8, overlap: 0 });
    const { results, receipt } = await wrapped.rerank("q", documents, { onOrder: (order) => orders.push([...order]) });
    expect(results.map(({ index }) => index)).toEqual([2, 4, 3, 0, 1]);
    expect(results.every(({ score }) => score === undefined)).toBe(true);
    expect(results[0]?.bestPassage).not.toHaveProperty("score");
    expect(results[0]?.bestPassage?.text).toContain("9");
    expect(receipt.reranked).toBe(true);
    // The last is best of all places; the first order is that of the passages turned round.
    expect(orders.at(-1)).toEqual([2, 4, 3, 0, 1]);
    expect(orders.every((order) => order.length === documents.length)).toBe(true);
  });

  test("mean: by the mean of their places", async () => {
    const { results } = await chunked(orderer(), { tokens: 8, overlap: 0, aggregate: "mean" }).rerank("q", [
      sentences(9, 1, 1, 1, 1, 1),
      sentences(8),
    ]);
    expect(results.map(({ index }) => index)).toEqual([1, 0]);
  });
});

test("passages that an answer leaves out are not read; a document of which none is left comes last", async () => {
  const reranker = reader(window, {
    score: async (_, texts) => ({
      scores: texts.map((text) => (text.includes("8") || text.includes("9") ? undefined : largestNumber(text))),
      partial: true,
    }),
  }).reranker;
  const documents = [sentences(8, 8, 8), long, sentences(1)];
  const { results, receipt } = await chunked(reranker, { overlap: 0 }).rerank(query, documents);
  expect(results.map(({ index, score }) => [index, score])).toEqual([
    [1, 3],
    [2, 1],
    [0, undefined],
  ]);
  expect(receipt.truncated).toEqual([{ index: 1, keptTokens: 12, totalTokens: 20 }]);
  expect(receipt.warnings).toEqual([{ code: "missing_scores", message: "reader gave no score for documents 0; they come last" }]);
});

test("what the reranker says of documents it says of passages; the receipt names documents", async () => {
  const { reranker } = reader(window);
  const documents = ["", `${long} \ud800`, sentences(5)];
  const { receipt } = await chunked(reranker, { overlap: 0 }).rerank(query, documents, { instruction: "be kind" });
  expect(receipt.warnings.map(({ code, message }) => [code, message.match(/\d+$/)?.[0]])).toEqual([
    ["empty_documents", "0"],
    ["ill_formed_text", "1"],
    ["instruction_ignored", undefined],
  ]);
});

test("a window of its own is no longer said: nothing is cut to it", () => {
  const { reranker } = reader(window);
  const wrapped = chunked(reranker, { tokens: 8 });
  expect(wrapped.supports).toEqual({ pointwise: true, abort: true, instructions: false });
  expect(wrapped.measureTokens).toBeUndefined();
  expect(wrapped.fingerprint).not.toBe(reranker.fingerprint);
  expect(wrapped.fingerprint).not.toBe(chunked(reranker, { tokens: 9 }).fingerprint);
});
