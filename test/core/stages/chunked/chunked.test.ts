import { type ChunkedOptions, chunked, createReranker, type DocumentInput, type RerankDocument } from "secondpass";
import { describe, expect, test, vi } from "vitest";
import { reader, sentences } from "./reading-kit.ts";

// A query of one word leaves eight of nine: two sentences of four.
const query = "measured";
const window = 9;
const long = sentences(1, 2, 9, 4, 3);

test("a document that does not fit is read in passages, and is worth its best one", async () => {
  const { reranker, asked } = reader(window);
  const { results, receipt } = await chunked(reranker, { overlap: 0 }).rerank(query, [sentences(5), long]);
  expect(asked).toEqual([[sentences(5), sentences(1, 2), sentences(9, 4), sentences(3)]]);
  expect(results.map(({ index, score, rank, document }) => ({ index, score, rank, document }))).toEqual([
    { index: 1, score: 9, rank: 1, document: long },
    { index: 0, score: 5, rank: 2, document: sentences(5) },
  ]);
  expect(results[0]?.bestPassage).toEqual({ text: sentences(9, 4), start: 40, end: 79, score: 9 });
  expect(results[1]).not.toHaveProperty("bestPassage");
  expect(receipt).toMatchObject({
    reranked: true,
    servedBy: "reader",
    truncated: [],
    chunked: { documents: 1, passages: 3, tokens: 8 },
    usage: { calls: 1 },
  });
  // Cut, it was worth the 2 of its beginning.
  const cut = await reranker.rerank(query, [sentences(5), long]);
  expect(cut.results.map(({ index, score }) => [index, score])).toEqual([
    [0, 5],
    [1, 2],
  ]);
});

test("where all documents fit, the call is the reranker's own", async () => {
  const { reranker, asked } = reader(window);
  const wrapped = chunked(reranker);
  const documents: DocumentInput[] = [sentences(1), { text: sentences(7, 8), score: 3 }, "", sentences(2), sentences(1)];
  for (const options of [{}, { topN: 2 }, { minScore: 2 }, { depth: 2 }]) {
    const alone = await reranker.rerank(query, documents, options);
    const ranking = await wrapped.rerank(query, documents, options);
    expect(ranking.results).toEqual(alone.results);
    expect(ranking.dropped).toEqual(alone.dropped);
    expect({ ...ranking.receipt, timing: 0, attempts: 0 }).toEqual({ ...alone.receipt, timing: 0, attempts: 0 });
  }
  expect(asked[0]).toEqual(asked[1]);
});

test("short documents among long ones are what they are without the wrapper", async () => {
  await using local = await createReranker({ local: { blend: 0, maxTokens: 40 } });
  const short = ["Install Rust with rustup.", "The weather in Paris is mild.", ""];
  const many = "Iron oxide forms on old metal, and is called rust. ".repeat(9);
  const alone = await local.rerank("install rust", short);
  const { results } = await chunked(local).rerank("install rust", [...short, many]);
  const others = results.filter(({ index }) => index < short.length);
  expect(others.map(({ rank: _, ...result }) => result)).toEqual(alone.results.map(({ rank: _, ...result }) => result));
  expect(results.find(({ index }) => index === 3)?.bestPassage?.text).toMatch(/^Iron oxide .* rust\.$/);
});

describe("how passages are made", () => {
  const passagesFor = async (document: DocumentInput, options: ChunkedOptions, words = window) => {
    const { reranker, asked } = reader(words);
    await chunked(reranker, options).rerank(query, [document]);
    return asked[0];
  };

  test("overlap: whole sentences of the passage before, as a share or in tokens", async () => {
    const expected = [sentences(1, 2), sentences(2, 9), sentences(9, 4), sentences(4, 3)];
    expect(await passagesFor(long, { overlap: 0.5 })).toEqual(expected);
    expect(await passagesFor(long, { overlap: 4 })).toEqual(expected);
    // Three words are no sentence of four.
    expect(await passagesFor(long, { overlap: 3 })).toEqual(await passagesFor(long, { overlap: 0 }));
  });

  test("tokens: shorter than the window, never longer", async () => {
    expect(await passagesFor(sentences(1, 2, 3), { tokens: 8, overlap: 0 }, 100)).toEqual([sentences(1, 2), sentences(3)]);
    expect(await passagesFor(sentences(1, 2, 3), { tokens: 100, overlap: 0 })).toEqual([sentences(1, 2), sentences(3)]);
  });

  test("a title stands before each, and is counted", async () => {
    const document = { title: "Drag", text: sentences(1, 2, 3), metadata: { page: 1 } };
    expect(await passagesFor(document, { overlap: 0 }, 10)).toEqual([`Drag. ${sentences(1, 2)}`, `Drag. ${sentences(3)}`]);
    expect(await passagesFor(document, { overlap: 0 })).toEqual([1, 2, 3].map((number) => `Drag. ${sentences(number)}`));
  });

  test("a title that leaves too little room is cut to half of it, and the receipt says so", async () => {
    const { reranker, asked } = reader(window);
    const document = { title: "On drag and lift and thrust", text: sentences(1, 2) };
    const { receipt } = await chunked(reranker, { overlap: 0 }).rerank(query, [document]);
    expect(asked[0]).toEqual([1, 2].map((number) => `On drag and lift. ${sentences(number)}`));
    expect(receipt.truncated).toEqual([{ index: 0, keptTokens: 12, totalTokens: 14 }]);
  });

  test("a sentence that is too long is divided between its words, and nothing of it is lost", async () => {
    const words = Array.from({ length: 30 }, (_, i) => `word${i}`);
    const passages = (await passagesFor(words.join(" "), { overlap: 0 })) as string[];
    expect(passages.join(" ").split(" ")).toEqual(words);
    expect(passages.every((passage) => passage.split(" ").length <= 8)).toBe(true);
  });

  test("a passage is its document with less text: metadata and first-stage score are still there", async () => {
    const { reranker } = reader(window);
    const rerank = vi.spyOn(reranker, "rerank");
    const metadata = { page: 1 };
    await chunked(reranker, { overlap: 0 }).rerank(query, [{ id: "d", text: sentences(1, 2, 3), metadata, score: 0.5 }]);
    const sent = rerank.mock.calls[0]?.[1] as RerankDocument[];
    expect(sent).toMatchObject([sentences(1, 2), sentences(3)].map((text) => ({ id: "d", text, score: 0.5 })));
    expect(sent.every((document) => document.metadata === metadata)).toBe(true);
  });
});

describe("what is not read is in the receipt", () => {
  test("passages over the limit of a document", async () => {
    const { reranker, asked } = reader(window);
    const options = { overlap: 0, maxPassages: 1 } as const;
    const { results, receipt } = await chunked(reranker, options).rerank("9.", [long, sentences(2)]);
    expect(asked).toEqual([[sentences(9, 4), sentences(2)]]);
    expect(results[0]).toMatchObject({ index: 0, score: 9 });
    expect(receipt.truncated).toEqual([{ index: 0, keptTokens: 8, totalTokens: 20 }]);
    const first = await chunked(reader(window).reranker, { ...options, keep: "first" }).rerank("9.", [long]);
    expect(first.results[0]).toMatchObject({ score: 2, bestPassage: { text: sentences(1, 2), start: 0 } });
  });

  test("the limit of a call, documents that fit counted as one", async () => {
    const { reranker, asked } = reader(window);
    const wrapped = chunked(reranker, { overlap: 0, maxCallPassages: 4, keep: "first" });
    expect(wrapped.supports.pointwise).toBe(false);
    const { receipt } = await wrapped.rerank(query, [long, sentences(2), sentences(5, 6, 7, 8, 9)]);
    expect(asked[0]).toEqual([sentences(1, 2), sentences(9, 4), sentences(2), sentences(5, 6)]);
    expect(receipt.truncated).toEqual([
      { index: 0, keptTokens: 16, totalTokens: 20 },
      { index: 2, keptTokens: 8, totalTokens: 20 },
    ]);
  });

  test("an aggregate of the first passage reads no other", async () => {
    const { reranker, asked } = reader(window);
    const { results, receipt } = await chunked(reranker, { overlap: 0, aggregate: "first" }).rerank(query, [long]);
    expect(asked).toEqual([[sentences(1, 2)]]);
    expect(results[0]).toMatchObject({ score: 2, bestPassage: { text: sentences(1, 2) } });
    expect(receipt.truncated).toEqual([{ index: 0, keptTokens: 8, totalTokens: 20 }]);
  });
});

test.each<[ChunkedOptions["aggregate"], number]>([
  ["mean", (2 + 9 + 3) / 3],
  [{ topMean: 2 }, 6],
  [{ decay: 0.5 }, (9 + 3 / 2 + 2 / 4) / 1.75],
  ["softmax", 9 + Math.log((1 + Math.exp(-6) + Math.exp(-7)) / 3)],
])("aggregate %j of 2, 9 and 3", async (aggregate, expected) => {
  const { results } = await chunked(reader(window).reranker, { overlap: 0, aggregate }).rerank(query, [long]);
  expect(results[0]?.score).toBeCloseTo(expected, 12);
  expect(results[0]?.bestPassage?.score).toBe(9);
});

test("topN, minScore and depth are about documents, and progress counts them", async () => {
  const wrapped = chunked(reader(window).reranker, { overlap: 0 });
  const documents = [long, sentences(5), sentences(3, 3, 3), sentences(7)];
  const top = await wrapped.rerank(query, documents, { topN: 1, minScore: 4 });
  expect(top.results.map(({ index }) => index)).toEqual([0]);
  expect(top.dropped).toEqual([
    { index: 3, reason: "topN" },
    { index: 1, reason: "topN" },
    { index: 2, reason: "minScore" },
  ]);
  const seen: number[][] = [];
  const deep = await wrapped.rerank(query, documents, { depth: 3, onProgress: (...counts) => seen.push(counts) });
  expect(deep.results.map(({ index, score }) => [index, score])).toEqual([
    [0, 9],
    [1, 5],
    [2, 3],
    [3, undefined],
  ]);
  expect(seen.at(-1)).toEqual([3, 3]);
});

test("equal documents are equal, and one tokenizer call measures them once", async () => {
  const { reranker, asked } = reader(window);
  const { results } = await chunked(reranker, { overlap: 0 }).rerank(query, [long, sentences(5), long]);
  expect(results.map(({ index, score }) => [index, score])).toEqual([
    [0, 9],
    [2, 9],
    [1, 5],
  ]);
  expect(asked[0]).toHaveLength(4);
});

test.each<[ChunkedOptions, string]>([
  [{ tokens: 7 }, "tokens"],
  [{ tokens: 8.5 }, "tokens"],
  [{ overlap: -1 }, "overlap"],
  [{ overlap: 1.5 }, "overlap"],
  [{ overlap: "1" as never }, "overlap"],
  [{ maxPassages: 0 }, "maxPassages"],
  [{ maxCallPassages: 0 }, "maxCallPassages"],
  [{ keep: "last" as never }, "keep"],
  [{ aggregate: "sum" as never }, "aggregate"],
  [{ aggregate: { topMean: 0 } }, "aggregate"],
  [{ aggregate: { decay: 2 } }, "aggregate"],
  [{ aggregate: { softmax: 0 } }, "aggregate"],
  [{ aggregate: { max: 1 } as never }, "aggregate"],
  [{ aggregate: {} as never }, "aggregate"],
  [{ aggregate: 3 as never }, "aggregate"],
  [{ aggregate: "toString" as never }, "aggregate"],
])("%j is refused", (options, name) => {
  const message = expect.stringContaining(`chunked: ${name} must be`);
  expect(() => chunked(reader(window).reranker, options)).toThrow(expect.objectContaining({ code: "invalid_config", message }));
});
