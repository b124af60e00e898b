// A made-up answer searches, the query that was asked reranks (HyDE; Gao et al., 2022): npx tsx examples/hyde.ts
import { createReranker, explainText, fuse } from "secondpass";
import { loadStatements } from "./demo/load-statements.ts";
import { bm25Search, denseSearch } from "./retrieval/search.ts";

const query = "will my notebook freeze while it works?";

// In an application a language model writes it: "Write a passage that answers the question: …". Here it is canned, so that the example runs
// offline. Whether it is true does not matter: it is searched with, never shown, and the reranker reads the documents, not this.
const madeUpAnswer =
  "Inference and tokenising block the main thread, so they run in a worker; the process stays responsive, other calls take turns, and an abort is prompt.";

const statements = await loadStatements();
const [bm25, dense] = [bm25Search(statements, 30), denseSearch(statements, 30)];

// Words of the query itself are worth searching too; vectors of an answer lie nearer to answers than those of a question.
const { documents } = fuse([
  { name: "bm25", documents: bm25(query) },
  { name: "made-up answer", documents: dense(madeUpAnswer) },
]);

await using reranker = await createReranker("local");
const ranking = await reranker.rerank(query, documents, { topN: 3 });
console.log(`${query}\n`);
console.log(explainText({ ...ranking, dropped: [] }));
console.log(`\n${ranking.dropped.length} of ${documents.length} candidates are left out.`);
