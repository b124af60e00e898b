// Several wordings of a query in front of a reranker that scores against the one that was asked: npx tsx examples/multi-query.ts
import { HybridRetriever, rankingOf } from "@secondpass/langchain";
import { explain } from "secondpass";
import { loadStatements } from "./demo/load-statements.ts";
import { bm25Search, denseSearch } from "./retrieval/search.ts";
import { SearchRetriever } from "./retrieval/search-retriever.ts";

const query = "how do I keep one slow provider from making everyone wait?";

// In an application a chat model writes these: expand: async (query, config) => [query, ...(await chain.invoke(query, config))].
// Here they are canned, so that the example runs offline.
const wordings: Record<string, string[]> = {
  [query]: [
    "deadline of a call and fallback to another reranker",
    "circuit opens after failures of a provider",
    "timeout of an attempt",
  ],
};

const statements = await loadStatements();
await using retriever = new HybridRetriever({
  retrievers: {
    bm25: new SearchRetriever(bm25Search(statements, 30)),
    dense: new SearchRetriever(denseSearch(statements, 30)),
  },
  expand: (asked) => [asked, ...(wordings[asked] ?? [])],
  reranker: "local",
  topN: 3,
});

console.log(`${query}\n`);
const found = await retriever.invoke(query);
const ranking = rankingOf(found);
if (!ranking) throw new Error("the documents have no ranking");
for (const { rank, text, firstStage, sources = [] } of explain(ranking).documents.slice(0, 3)) {
  console.log(`${rank}. ${text}`);
  console.log(
    `   was ${firstStage.rank} of ${ranking.results.length + ranking.dropped.length}; found by ${sources.map(({ list, rank }) => `${list} at ${rank}`).join("; ")}`,
  );
}
