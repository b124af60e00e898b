// npm run demo [-- SPEC]: reranks this project's own documentation inside LangChain and LlamaIndex, offline.
import { rankingOf } from "@secondpass/langchain";
import { createReranker } from "secondpass";
import { createFirstStage } from "./first-stage.ts";
import { createChain } from "./langchain-chain.ts";
import { createQueryEngine } from "./llamaindex-query.ts";
import { loadSections } from "./load-sections.ts";
import { printComparison } from "./print-comparison.ts";

const depth = 30;
const queries = [
  "what happens to a document that has no text",
  "can the process exit while the model is still running",
  "which licence do the weights have",
  "how do I switch reranking off",
];

const sections = await loadSections();
const search = createFirstStage(sections);
const startedAt = performance.now();
const reranker = await createReranker(process.argv[2] ?? "local");
const loadMs = performance.now() - startedAt;
console.log(`${sections.length} sections of this project's documentation; ${reranker.id} loaded in ${loadMs.toFixed(0)} ms\n`);

console.log("━━ LangChain: first stage → RerankRetriever → answer, as one chain ━━");
const chain = createChain((query) => search(query, depth), reranker);
for (const query of queries) {
  const found = search(query, depth);
  const { documents, answer } = await chain.invoke(query);
  console.log(`\n${query}?`);
  printComparison(
    found,
    documents.map(({ id = "", metadata }) => ({ id, score: metadata.relevanceScore })),
  );
  const receipt = rankingOf(documents)?.receipt;
  const blend = receipt?.blend ? `, ${receipt.blend.weight} of the first stage blended in` : "";
  console.log(`  ${found.length} candidates reranked in ${receipt?.timing.totalMs.toFixed(0)} ms${blend}`);
  console.log(`  » ${answer}`);
}

console.log("\n━━ LlamaIndex: retriever → RerankPostprocessor → answer, as a RetrieverQueryEngine ━━");
const engine = createQueryEngine((query) => search(query, depth), reranker);
for (const query of queries.slice(0, 2)) {
  const found = search(query, depth);
  const startedAt = performance.now();
  const response = await engine.query({ query });
  const queryMs = performance.now() - startedAt;
  console.log(`\n${query}?`);
  printComparison(
    found,
    (response.sourceNodes ?? []).map(({ node, score }) => ({ id: node.id_, score })),
  );
  console.log(`  ${found.length} candidates retrieved, reranked and answered in ${queryMs.toFixed(0)} ms`);
  console.log(`  » ${response.message.content}`);
}

await reranker.dispose();
console.log("\nNo network, no key, no language model: the answers are sentences quoted from the best three sections.");
