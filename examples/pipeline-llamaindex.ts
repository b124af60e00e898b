// The same file as in pipeline-langchain.ts, examples/pipeline/secondpass.config.json, in LlamaIndex: npx tsx examples/pipeline-llamaindex.ts
import { RerankPostprocessor, rankingOf } from "@secondpass/llamaindex";
import { loadStatements } from "./demo/load-statements.ts";
import { enterFolder } from "./pipeline/enter-folder.ts";
import { printFound } from "./pipeline/print-found.ts";
import { query } from "./pipeline/query.ts";
import { NodeRetriever } from "./retrieval/node-retriever.ts";
import { bm25Search, denseSearch } from "./retrieval/search.ts";

const statements = await loadStatements();
const { stop } = await enterFolder();
// In an application: index.asRetriever({ similarityTopK: 50 }) and the like.
const bm25 = new NodeRetriever(bm25Search(statements, 50));
const dense = new NodeRetriever(denseSearch(statements, 50));

await using postprocessor = new RerankPostprocessor({ topN: 5 });
const [byWords, byVectors] = await Promise.all([bm25.retrieve({ query }), dense.retrieve({ query })]);
const nodes = await postprocessor.postprocessLists({ bm25: byWords, dense: byVectors }, query);
console.log(`${query}?\n`);
printFound(rankingOf(nodes));
await stop();
