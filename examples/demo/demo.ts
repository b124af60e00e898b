// npm run demo [-- SPEC]: reranks this project's own documentation inside LangChain and LlamaIndex, offline.
import { rankingOf } from "@secondpass/langchain";
import { createReranker } from "secondpass";
import { createFirstStage } from "./first-stage.ts";
import { createChain } from "./langchain-chain.ts";
import { createQueryEngine } from "./llamaindex-query.ts";
import { loadStatements } from "./load-statements.ts";
import { printComparison } from "./print-comparison.ts";

const depth = 50;
const queries = [
  "can I end the process while a model is running",
  "what happens to a document without text",
  "how can I make it faster with the same model",
  "which licence do the weights have",
];

const statements = await loadStatements();
const search = createFirstStage(statements, depth);
const startedAt = performance.now();
const reranker = await createReranker(process.argv[2] ?? "local").catch((error) => {
  console.error(`${error.message}\nusage: npm run demo [-- SPEC], such as local, local:<directory>, lexical`);
  process.exit(2);
});
const loadMs = performance.now() - startedAt;
console.log(
  `${statements.length} statements of this project's own documentation; ${reranker.id} loaded in ${loadMs.toFixed(0)} ms.`,
);

heading("LangChain: first stage → RerankRetriever → answer, as one chain");
const chain = createChain(search, reranker);
for (const query of queries) {
  const found = search(query);
  const { documents, answer } = await chain.invoke(query);
  const receipt = rankingOf(documents)?.receipt;
  const blend = receipt?.blend ? `, ${receipt.blend.weight} of the first stage blended in` : "";
  const feedback = receipt?.feedback ? `, ${receipt.feedback.weight} of the likeness to the best` : "";
  console.log(`\n${query}?`);
  printComparison(
    found,
    documents.map(({ id = "", metadata }) => ({ id, score: metadata.relevanceScore })),
  );
  console.log(`» ${answer}`);
  console.log(`  ${found.length} candidates reranked in ${receipt?.timing.totalMs.toFixed(0)} ms${blend}${feedback}`);
}

heading("LlamaIndex: retriever → RerankPostprocessor → answer, as a RetrieverQueryEngine");
const engine = createQueryEngine(search, reranker);
for (const query of queries.slice(0, 2)) {
  const startedAt = performance.now();
  const { sourceNodes = [], message } = await engine.query({ query });
  const queryMs = performance.now() - startedAt;
  console.log(`\n${query}?`);
  printComparison(
    search(query),
    sourceNodes.map(({ node, score }) => ({ id: node.id_, score })),
  );
  console.log(`» ${message.content}`);
  console.log(`  ${sourceNodes.length} candidates retrieved, reranked and answered in ${queryMs.toFixed(0)} ms`);
}

await reranker.dispose();
console.log("\nNo network, no key, no language model: each answer is the statement that came out on top.");

function heading(text: string): void {
  console.log(`\n━━ ${text} ━━`);
}
