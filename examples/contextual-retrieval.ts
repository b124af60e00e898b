// Contextual retrieval: chunks told where they stand, BM25 + vectors, reciprocal rank fusion, rerank: npx tsx examples/contextual-retrieval.ts
import { createReranker, fuse } from "secondpass";
import { loadStatements, type Statement } from "./demo/load-statements.ts";
import { bm25Search, denseSearch, type SearchDocument } from "./retrieval/search.ts";

const query = "does the cross-encoder of LlamaIndex's package change the score of a node it did not read?";

const statements = await loadStatements();
const plain = statements.map(({ id, text }) => ({ id, text }));
const contextual = statements.map((statement) => ({ id: statement.id, text: `${situate(statement)} ${statement.text}` }));

await using reranker = await createReranker("local");
console.log(`${query}\n`);
await show("chunks as they were cut", plain);
await show("chunks told where they stand", contextual);

/**
 * Where a chunk stands in its document. In an application a language model reads the whole document and writes a sentence or two, once for each
 * chunk; here it is the page and the heading, so that the example runs offline and gives the same every time.
 */
function situate({ id, title }: Statement): string {
  const page = id.replace(/:\d+$/, "").replace(/\.md$/, "").replace(/[/-]/g, " ");
  return `From ${page}, on ${title}.`;
}

async function show(name: string, documents: readonly SearchDocument[]): Promise<void> {
  const [bm25, dense] = [bm25Search(documents, 50), denseSearch(documents, 50)];
  const fused = fuse([
    { name: "bm25", documents: bm25(query) },
    { name: "dense", documents: dense(query) },
  ]);
  const { results, receipt } = await reranker.rerank(query, fused.documents, { topN: 3 });
  console.log(`${name}: ${fused.documents.length} candidates, reranked in ${receipt.timing.totalMs.toFixed(0)} ms`);
  for (const { rank, document, firstStage } of results) {
    const found = document.sources.map(({ list, rank }) => `${list} at ${rank}`).join(", ");
    console.log(`  ${rank}. ${document.id} (was ${firstStage.rank}; ${found}): ${document.text.slice(0, 90)}…`);
  }
  console.log();
}
