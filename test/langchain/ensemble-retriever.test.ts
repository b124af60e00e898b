import { EnsembleRetriever } from "@langchain/classic/retrievers/ensemble";
import { Document } from "@langchain/core/documents";
import { HybridRetriever } from "@secondpass/langchain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FixedRetriever } from "./fixed-retriever.ts";

type Found = Document[];
const document = (pageContent: string, fields: { id?: string; metadata?: object } = {}) =>
  new Document({ pageContent, ...fields });
const retrievers = (lists: readonly Found[]) => lists.map((list) => new FixedRetriever(() => list));

/** What each makes of the same lists. `c` is what LangChain calls k. */
async function both(lists: readonly Found[], { k = 60, weights = lists.map(() => 1) } = {}) {
  const ensemble = new EnsembleRetriever({ retrievers: retrievers(lists), weights, c: k });
  const hybrid = new HybridRetriever({ retrievers: retrievers(lists), weights, k, reranker: "identity" });
  const [theirs, ours] = await Promise.all([ensemble.invoke("q"), hybrid.invoke("q")]);
  return { theirs: theirs.map(({ pageContent }) => pageContent), ours: ours.map(({ pageContent }) => pageContent) };
}

test("the same order as LangChain's EnsembleRetriever wherever a list holds no document twice", async () => {
  const ids = fc.uniqueArray(fc.integer({ min: 0, max: 25 }), { maxLength: 12 });
  const inputs = fc.record({
    lists: fc.array(ids, { minLength: 1, maxLength: 2 }),
    k: fc.integer({ min: 1, max: 100 }),
    weights: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
  });
  await fc.assert(
    fc.asyncProperty(inputs, async ({ lists, k, weights }) => {
      const found = lists.map((list) => list.map((id) => document(`document ${id}`)));
      const { theirs, ours } = await both(found, { k, weights: weights.slice(0, lists.length) });
      expect(ours).toEqual(theirs);
    }),
    { numRuns: 40 },
  );
});

describe("where it is wrong", () => {
  test("a document that one list repeats overtakes what both lists agree on", async () => {
    const [a, b, c] = [document("a"), document("b"), document("c")];
    const { theirs, ours } = await both([
      [b, a, a, a, c],
      [c, b],
    ]);
    // a: 1/62 + 1/63 + 1/64 from a single list. b has 1/61 + 1/62.
    expect(theirs[0]).toBe("a");
    expect(ours).toEqual(["b", "c", "a"]);
  });

  test("a document whose text is the name of an object's own part has no score, and the order is anything", async () => {
    const { theirs, ours } = await both([[document("a"), document("constructor")], [document("constructor")]]);
    expect(theirs).toEqual(["a", "constructor"]);
    expect(ours).toEqual(["constructor", "a"]);
  });

  test("one document under one id in two wordings is two", async () => {
    const [plain, contextual] = [document("15 %", { id: "7" }), document("In 2024 revenue grew by 15 %", { id: "7" })];
    const { theirs, ours } = await both([[document("other"), plain], [contextual]]);
    expect(theirs).toHaveLength(3);
    expect(ours).toEqual(["15 %", "other"]);
  });

  test("two documents of one text and different ids are one, and the other's metadata is lost", async () => {
    const lists = [[document("see above", { id: "1" }), document("see above", { id: "2" })]];
    const { theirs, ours } = await both(lists);
    expect(theirs).toHaveLength(1);
    expect(ours).toHaveLength(2);
  });

  test("k = 0 is taken for 60", async () => {
    // At 0 a first rank, 1, beats ranks 3 and 3, 2/3; at 60 agreement wins.
    const lists = [
      ["a", "b", "c"],
      ["d", "e", "c"],
    ].map((list) => list.map((text) => document(text)));
    const { theirs, ours } = await both(lists, { k: 0 });
    expect(theirs[0]).toBe("c");
    expect(ours[0]).toBe("a");
  });

  test("ties of three lists are decided by rounding", async () => {
    const fill = (name: string, count: number) => Array.from({ length: count }, (_, n) => document(`${name}${n}`));
    const [x, y] = [document("x"), document("y")];
    // Ranks of x: 1, 7, 2; of y: 2, 1, 7. The earlier list has x before y.
    const lists = [
      [x, y],
      [y, ...fill("f", 5), x],
      [document("g"), x, ...fill("h", 4), y],
    ];
    const { theirs, ours } = await both(lists);
    expect(ours.slice(0, 2)).toEqual(["x", "y"]);
    expect(theirs.slice(0, 2)).toEqual(["y", "x"]);
  });

  test("one retriever that fails fails the whole", async () => {
    const failing = new FixedRetriever(() => Promise.reject(new Error("away")));
    const arms = [...retrievers([[document("a")]]), failing];
    await expect(new EnsembleRetriever({ retrievers: arms }).invoke("q")).rejects.toThrow("away");
    const found = await new HybridRetriever({ retrievers: arms, reranker: "identity" }).invoke("q");
    expect(found.map(({ pageContent }) => pageContent)).toEqual(["a"]);
  });
});
