// Two retrievers of LlamaIndex as one, fused and reranked: npx tsx examples/llamaindex-hybrid.ts
import type { QueryBundle } from "@llamaindex/core/query-engine";
import { extractText } from "@llamaindex/core/utils";
import { RerankPostprocessor } from "@secondpass/llamaindex";
import { BaseRetriever, MetadataMode, type NodeWithScore, TextNode } from "llamaindex";
import { fuse } from "secondpass";
import { loadStatements } from "./demo/load-statements.ts";
import { bm25Search, denseSearch, type Search } from "./retrieval/search.ts";

/** A search as a retriever; in an application index.asRetriever({ similarityTopK: 50 }) and the like. */
class SearchRetriever extends BaseRetriever {
  private readonly search: Search;

  constructor(search: Search) {
    super();
    this.search = search;
  }

  override async _retrieve({ query }: QueryBundle): Promise<NodeWithScore[]> {
    return this.search(extractText(query)).map(({ id, text, title, score }) => ({
      node: new TextNode({ id_: id, text, metadata: { title } }),
      ...(score !== undefined && { score }),
    }));
  }
}

/** What LlamaIndex.TS has no class for, in a few lines: all are asked at once, and `fuse` does the rest. */
class FusedRetriever extends BaseRetriever {
  private readonly retrievers: readonly BaseRetriever[];

  constructor(retrievers: readonly BaseRetriever[]) {
    super();
    this.retrievers = retrievers;
  }

  override async _retrieve({ query }: QueryBundle): Promise<NodeWithScore[]> {
    const found = await Promise.all(this.retrievers.map((retriever) => retriever.retrieve({ query })));
    const lists = found.map((nodes) =>
      nodes.map(({ node }) => ({ id: node.id_, text: node.getContent(MetadataMode.NONE), node })),
    );
    return fuse(lists).documents.map(({ original, score }) => ({ node: original.node, score }));
  }
}

const query = "what happens to a document without text";
const statements = await loadStatements();
const retriever = new FusedRetriever([
  new SearchRetriever(bm25Search(statements, 30)),
  new SearchRetriever(denseSearch(statements, 30)),
]);

await using postprocessor = new RerankPostprocessor({ reranker: "local", topN: 3 });
const nodes = await postprocessor.postprocessNodes(await retriever.retrieve({ query }), query);
console.log(`${query}?\n`);
for (const { node, score, firstStage } of nodes) {
  console.log(`${score?.toFixed(2)} (was ${firstStage.rank}) ${(node as TextNode).text.slice(0, 100)}`);
}
