// Two retrievers of LlamaIndex as one, fused and reranked: npx tsx examples/llamaindex-hybrid.ts
import { RerankPostprocessor } from "@secondpass/llamaindex";
import type { TextNode } from "llamaindex";
import { loadStatements } from "./demo/load-statements.ts";
import { NodeRetriever } from "./retrieval/node-retriever.ts";
import { bm25Search, denseSearch } from "./retrieval/search.ts";

const query = "what happens to a document without text";
const statements = await loadStatements();
const retrievers = {
  bm25: new NodeRetriever(bm25Search(statements, 30)),
  dense: new NodeRetriever(denseSearch(statements, 30)),
};

await using postprocessor = new RerankPostprocessor({ reranker: "local", topN: 3 });
// All are asked at once; whoever has found a node counts for it, by the rank that it gave it.
const [bm25, dense] = await Promise.all([retrievers.bm25.retrieve({ query }), retrievers.dense.retrieve({ query })]);
const nodes = await postprocessor.postprocessLists({ bm25, dense }, query);
console.log(`${query}?\n`);
for (const { node, score, firstStage } of nodes) {
  console.log(`${score?.toFixed(2)} (was ${firstStage.rank}) ${(node as TextNode).text.slice(0, 100)}`);
}
