import { createLexicalReranker, dedupe } from "secondpass";
import { expect, test } from "vitest";

const ten = "one two three four five six seven eight nine ten";

test("of a list: what goes on and what does not, by position, with the very values that were given", () => {
  const [first, again] = [
    { id: "a", title: "T", text: "same" },
    { id: "b", title: "t", text: "SAME" },
  ];
  const { documents, dropped } = dedupe([first, "other", again, { id: "c", text: "same" }]);
  expect(documents).toEqual([first, "other", { id: "c", text: "same" }]);
  expect(documents[0]).toBe(first);
  expect(dropped).toEqual([{ index: 2, reason: "duplicate", duplicateOf: 0 }]);
});

test("near duplicates only where they are asked for", () => {
  const changed = ten.replace("ten", "eleven");
  expect(dedupe([ten, changed]).documents).toHaveLength(2);
  expect(dedupe([ten, changed], { near: 0.7 })).toEqual({
    documents: [ten],
    dropped: [{ index: 1, reason: "duplicate", duplicateOf: 0 }],
  });
});

test("of a ranking: the best copy stays, the others move up, and results and dropped are still the input", async () => {
  const documents = ["rust iron", "rust", "bread", "Rust  iron", "RUST"];
  const ranking = await createLexicalReranker().rerank("rust", documents, { topN: 4 });
  expect(ranking.results.map(({ index }) => index)).toEqual([1, 4, 0, 3]);
  const { results, dropped, receipt } = dedupe(ranking);
  expect(results.map(({ index, rank }) => [index, rank])).toEqual([
    [1, 1],
    [0, 2],
  ]);
  expect(results[1]).toEqual({ ...ranking.results[2], rank: 2 });
  expect(dropped).toEqual([
    { index: 2, reason: "topN" },
    { index: 4, reason: "duplicate", duplicateOf: 1 },
    { index: 3, reason: "duplicate", duplicateOf: 0 },
  ]);
  expect([...results, ...dropped].map(({ index }) => index).toSorted()).toEqual([0, 1, 2, 3, 4]);
  expect(receipt).toBe(ranking.receipt);
  expect(ranking.results).toHaveLength(4);
});

test("documents without text repeat nothing; no documents are none", () => {
  expect(dedupe(["", " ", ""]).documents).toHaveLength(3);
  expect(dedupe([])).toEqual({ documents: [], dropped: [] });
});

test.each([0, -0.1, 1.1, Number.NaN, "0.8"])("near %s is refused", (near) => {
  expect(() => dedupe(["a"], { near: near as number })).toThrow(
    expect.objectContaining({ code: "invalid_options", message: expect.stringContaining("near must be") }),
  );
});

test("what is no list of documents is refused", () => {
  expect(() => dedupe("text" as never)).toThrow(expect.objectContaining({ code: "invalid_document" }));
  expect(() => dedupe([{ pageContent: "a" }] as never)).toThrow(expect.objectContaining({ code: "invalid_document" }));
});
