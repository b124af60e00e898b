import { type NodeWithScore, TextNode } from "@llamaindex/core/schema";
import { RerankPostprocessor, rankingOf } from "@secondpass/llamaindex";
import { explain } from "secondpass";
import { expect, test } from "vitest";

const nodes = (...ids: string[]): NodeWithScore[] =>
  ids.map((id) => ({ node: new TextNode({ id_: id, text: `text of ${id}` }) }));
const idsOf = (found: NodeWithScore[]) => found.map(({ node }) => node.id_);
const query = "which";

test("lists are fused as the configuration says, and its steps are taken", async () => {
  const reranker = { identity: {}, fuse: { k: 1, weights: { bm25: 1, dense: 3 } }, arrange: "reverse" } as const;
  await using postprocessor = new RerankPostprocessor({ reranker });
  const lists = { bm25: nodes("a", "b"), dense: nodes("b", "c") };
  const found = await postprocessor.postprocessLists(lists, query);
  expect(idsOf(found)).toEqual(["a", "c", "b"]);
  expect(found[2]?.node).toBe(lists.bm25[1]?.node);
  expect(found[2]).toMatchObject({ score: 1 / 3 + 3 / 2, firstStage: { rank: 1, score: 1 / 3 + 3 / 2 } });
  const best = explain(rankingOf(found) ?? expect.fail("no ranking")).documents.find(({ rank }) => rank === 1);
  expect(best?.sources).toEqual([
    { list: "bm25", rank: 2 },
    { list: "dense", rank: 1 },
  ]);
});

test("without a configuration of it: reciprocal rank fusion, all lists alike", async () => {
  await using postprocessor = new RerankPostprocessor({ reranker: "identity" });
  const found = await postprocessor.postprocessLists({ bm25: nodes("a", "b"), dense: nodes("b") }, query);
  expect(idsOf(found)).toEqual(["b", "a"]);
});

test("the fusion's warnings are in the receipt", async () => {
  await using postprocessor = new RerankPostprocessor({ reranker: "identity" });
  const found = await postprocessor.postprocessLists({ bm25: nodes("a"), dense: nodes("b") }, query);
  expect(rankingOf(found)?.receipt.warnings.map(({ code }) => code)).toContain("nothing_in_common");
});

test("nothing found is nothing; a list that the weights do not know is refused", async () => {
  await using postprocessor = new RerankPostprocessor({ reranker: { identity: {}, fuse: { weights: { bm25: 1 } } } });
  expect(await postprocessor.postprocessLists({ bm25: [] }, query)).toEqual([]);
  await expect(postprocessor.postprocessLists({ dense: nodes("a") }, query)).rejects.toMatchObject({ code: "invalid_options" });
});
