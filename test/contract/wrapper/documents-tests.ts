import { createLexicalReranker } from "secondpass";
import { expect, test } from "vitest";
import { candidates, lexicalOrder, query, texts } from "./candidates.ts";
import { deepFreeze } from "./deep-freeze.ts";
import type { WrapperKit } from "./wrapper-kit.ts";

/** What of the framework's documents has to survive. */
export function documentsTests<Item extends object>({ toItem, read, items, idsOf, rerankWith }: WrapperKit<Item>): void {
  test("order, scores, ids, texts and metadata", async () => {
    const { results } = await createLexicalReranker().rerank(query, texts);
    const reranked = await rerankWith({ reranker: "lexical" });
    expect(idsOf(reranked)).toEqual(lexicalOrder);
    reranked.map(read).forEach(({ id, text, metadata, score }, place) => {
      const candidate = candidates.find((candidate) => candidate.id === id);
      expect(text).toBe(candidate?.text);
      expect(metadata).toMatchObject(candidate?.metadata ?? {});
      expect(score).toBe(results[place]?.score);
    });
  });

  test("inputs: they may be frozen, and nothing about them changes", async () => {
    const list = items();
    const before = list.map((item) => structuredClone(read(item)));
    await rerankWith({ reranker: "lexical" }, deepFreeze(list));
    expect(list.map(read)).toEqual(before);
    expect(idsOf(list)).toEqual(["d0", "d1", "d2", "d3"]);
  });

  test("results are new objects", async () => {
    const list = items();
    const reranked = await rerankWith({ reranker: "identity" }, list);
    expect(reranked).not.toBe(list);
    expect(reranked.filter((item) => list.includes(item))).toEqual([]);
    expect(reranked.map(read)).toMatchObject(candidates.map(({ id, text, metadata }) => ({ id, text, metadata })));
  });

  test("equal texts and equal ids lose nothing", async () => {
    const twins = [0, 1, 2, 3, 4, 5].map((n) => ({ id: "same", text: n === 5 ? "rust" : "bread", metadata: { n }, score: 1 }));
    const reranked = await rerankWith({ reranker: "lexical" }, twins.map(toItem), "rust");
    expect(reranked.map((item) => read(item).metadata.n)).toEqual([5, 0, 1, 2, 3, 4]);
  });

  test("documents without text come last and fail nobody", async () => {
    const list = [{ id: "blank", text: " ", metadata: {}, score: 1 }, ...candidates].map(toItem);
    const reranked = await rerankWith({ reranker: "lexical" }, list);
    expect(idsOf(reranked)).toEqual([...lexicalOrder, "blank"]);
    expect(read(reranked[4] as Item).score).toBeUndefined();
  });

  test("a document that was not scored gets no score of the reranker", async () => {
    const reranked = await rerankWith({ reranker: "lexical", depth: 2 });
    expect(reranked.map((item) => typeof read(item).score)).toEqual(["number", "number", "undefined", "undefined"]);
  });
}
