// The whole second pass by one file, examples/pipeline/secondpass.config.json, in LangChain: npx tsx examples/pipeline-langchain.ts
// With OPENAI_API_KEY set a real model ranks the top 20, and that costs money.
import { HybridRetriever, rankingOf } from "@secondpass/langchain";
import { loadStatements } from "./demo/load-statements.ts";
import { enterFolder } from "./pipeline/enter-folder.ts";
import { printFound } from "./pipeline/print-found.ts";
import { query } from "./pipeline/query.ts";
import { bm25Search, denseSearch } from "./retrieval/search.ts";
import { SearchRetriever } from "./retrieval/search-retriever.ts";

const statements = await loadStatements();
const { stop } = await enterFolder();
const retriever = new HybridRetriever({
  // In an application: a search engine's retriever and vectorStore.asRetriever(50).
  retrievers: {
    bm25: new SearchRetriever(bm25Search(statements, 50)),
    dense: new SearchRetriever(denseSearch(statements, 50)),
  },
  topN: 5,
});

const documents = await retriever.invoke(query);
console.log(`${query}?\n`);
printFound(rankingOf(documents));
await retriever.dispose();
await stop();
