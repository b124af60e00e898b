import { MetadataMode, type NodeWithScore, TextNode } from "@llamaindex/core/schema";
import { type RerankedNode, RerankPostprocessor, type RerankPostprocessorFields, rankingOf } from "@secondpass/llamaindex";
import { rerankerFromScorer, type ScoreScale } from "secondpass";
import { expect, test } from "vitest";
import { errorOf } from "../contract/wrapper/error-of.ts";

const texts = ["The weather in Paris.", "Install Rust with rustup.", "Rust is an oxide."];
const query = "install rust";

function nodes(): NodeWithScore[] {
  return texts.map((text, i) => ({ node: new TextNode({ id_: `n${i}`, text }), score: 0.9 - i / 10 }));
}

function idsAndScores(list: NodeWithScore[]): [string, number | undefined][] {
  return list.map(({ node, score }) => [node.id_, score]);
}

/** Notes what it reads, and scores by length, longest first. */
function reader(scoreScale: ScoreScale = "logit") {
  const seen: { query: string; texts: readonly string[] }[] = [];
  const reranker = rerankerFromScorer({
    id: "reader",
    scoreScale,
    supports: { pointwise: true, abort: true, instructions: false },
    async score(query, texts) {
      seen.push({ query, texts });
      return { scores: texts.map((text) => text.length) };
    },
    dispose: async () => {},
  });
  return { reranker, seen };
}

test("the nodes are the very same, in new wrappers that keep what else a retriever put there", async () => {
  const list = nodes().map((node, i) => ({ ...node, source: `index ${i}` }));
  const reranked = await new RerankPostprocessor({ reranker: "lexical" }).postprocessNodes(list, query);
  expect(reranked[0]?.node).toBe(list[1]?.node);
  expect(reranked).toMatchObject([{ source: "index 1" }, { source: "index 2" }, { source: "index 0" }]);
});

test("the score is the reranker's; where the first stage had the node is kept", async () => {
  const { reranker } = reader();
  const reranked = await new RerankPostprocessor({ reranker }).postprocessNodes(nodes(), query);
  expect(idsAndScores(reranked)).toEqual([
    ["n1", 25],
    ["n0", 21],
    ["n2", 17],
  ]);
  expect(reranked.map(({ firstStage }) => firstStage)).toEqual([
    { rank: 2, score: 0.8 },
    { rank: 1, score: 0.9 },
    { rank: 3, score: 0.7 },
  ]);
});

test("a first stage without scores is one without scores", async () => {
  const list = nodes().map(({ node }, i) => (i === 0 ? { node } : { node, score: Number.NaN }));
  const reranked = await new RerankPostprocessor({ reranker: "lexical" }).postprocessNodes(list, query);
  expect(reranked.map(({ firstStage }) => firstStage)).toEqual([{ rank: 2 }, { rank: 3 }, { rank: 1 }]);
});

test("what was not scored has no score: a first-stage score would be sorted above the reranker's", async () => {
  const { reranker } = reader();
  const reranked = await new RerankPostprocessor({ reranker, depth: 1 }).postprocessNodes(nodes(), query);
  expect(idsAndScores(reranked)).toEqual([
    ["n0", 21],
    ["n1", undefined],
    ["n2", undefined],
  ]);
});

test("without a reranking the first stage's scores stay", async () => {
  const list: NodeWithScore[] = [...nodes(), { node: new TextNode({ id_: "n3", text: "no score" }) }];
  const kept = await new RerankPostprocessor({ reranker: "identity" }).postprocessNodes(list, query);
  expect(idsAndScores(kept)).toEqual(idsAndScores(list));
  expect(rankingOf(kept)?.receipt.reranked).toBe(false);
});

test("an order without scores has none to show", async () => {
  const { reranker } = reader("rank");
  // As a listwise reranker answers: reranked, with ranks only.
  const listwise: typeof reranker = {
    ...reranker,
    async rerank(query, documents, options) {
      const { results, ...rest } = await reranker.rerank(query, documents, options);
      return { ...rest, results: results.map(({ score: _, ...result }) => result) };
    },
  };
  const reranked = await new RerankPostprocessor({ reranker: listwise }).postprocessNodes(nodes(), query);
  expect(idsAndScores(reranked)).toEqual([
    ["n1", undefined],
    ["n0", undefined],
    ["n2", undefined],
  ]);
});

test("sorting by score afterwards does not undo the order", async () => {
  const reranked = await new RerankPostprocessor({ reranker: "local" }).postprocessNodes(nodes(), query);
  const sorted = [...reranked].sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
  expect(idsAndScores(sorted)).toEqual(idsAndScores(reranked));
  expect(reranked[0]?.node.id_).toBe("n1");
});

test("the metadata mode says how much of a node is read; by default what was embedded", async () => {
  const node = new TextNode({
    text: "the text",
    metadata: { title: "A title", path: "/a", secret: "s" },
    excludedEmbedMetadataKeys: ["path", "secret"],
    excludedLlmMetadataKeys: ["secret"],
  });
  const read = async (metadataMode?: RerankPostprocessorFields["metadataMode"]) => {
    const { reranker, seen } = reader();
    await new RerankPostprocessor({ reranker, metadataMode }).postprocessNodes([{ node }], query);
    return seen[0]?.texts[0];
  };
  expect(await read()).toBe(node.getContent(MetadataMode.EMBED));
  expect(await read("EMBED")).toBe("title: A title\n\nthe text");
  expect(await read("LLM")).toBe("path: /a\ntitle: A title\n\nthe text");
  expect(await read("ALL")).toBe("path: /a\nsecret: s\ntitle: A title\n\nthe text");
  expect(await read("NONE")).toBe("the text");
  expect(await read(MetadataMode.NONE)).toBe("the text");
});

test("of a query of content parts the text is read", async () => {
  const { reranker, seen } = reader();
  await new RerankPostprocessor({ reranker }).postprocessNodes(nodes(), [
    { type: "text", text: "install" },
    { type: "image_url", image_url: { url: "https://example.org/rust.png" } },
    { type: "text", text: "rust" },
  ]);
  expect(seen.map(({ query }) => query)).toEqual(["install\n\nrust"]);
});

test("without a query there is nothing to rank for, and the error says what to pass", async () => {
  const { reranker, seen } = reader();
  const postprocessor = new RerankPostprocessor({ reranker });
  const image = { type: "image_url" as const, image_url: { url: "https://example.org/rust.png" } };
  const said: [Parameters<typeof postprocessor.postprocessNodes>[1], string][] = [
    [undefined, "pass the text that the nodes were retrieved for"],
    ["  ", "query is empty"],
    [[image], "image_url"],
    [[], "none"],
    [{ query: "of a bundle" } as never, "got object"],
  ];
  for (const [query, message] of said) {
    const error = await errorOf(postprocessor.postprocessNodes(nodes(), query));
    expect(error).toMatchObject({ code: "empty_query", message: expect.stringContaining(message) });
  }
  expect(await postprocessor.postprocessNodes([])).toEqual([]);
  expect(seen).toEqual([]);
});

test("what is not a node with a score is named", async () => {
  const list = [...nodes(), new TextNode({ text: "bare" }) as never];
  const error = await errorOf(new RerankPostprocessor({ reranker: "lexical" }).postprocessNodes(list, query));
  expect(error).toMatchObject({ code: "invalid_document", message: expect.stringContaining("nodes[3]") });
});

test("a metadata mode that there is not is refused at once", () => {
  expect(() => new RerankPostprocessor({ metadataMode: "all" as never })).toThrow(
    expect.objectContaining({ code: "invalid_config", message: expect.stringContaining('ALL, EMBED, LLM, NONE, got "all"') }),
  );
});

test("two postprocessors in a row: the second sees the scores of the first", async () => {
  const first: RerankedNode[] = await new RerankPostprocessor({ reranker: "lexical" }).postprocessNodes(nodes(), query);
  const second = await new RerankPostprocessor({ reranker: "identity" }).postprocessNodes(first, query);
  expect(second.map(({ firstStage }) => firstStage)).toEqual(first.map(({ score }, i) => ({ rank: i + 1, score })));
});
