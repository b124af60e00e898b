// An agent asks for context again and again; where the first stage is sure, no reranker is asked: npx tsx examples/agentic-skip.ts
import { createReranker } from "secondpass";
import { createFirstStage } from "./demo/first-stage.ts";
import { loadStatements } from "./demo/load-statements.ts";

// What a planning step makes of one large question.
const question = "Can I run this in a small container without network, and what happens when it is too slow?";
const searches = [
  "Alpine musl WebAssembly",
  "HF_HUB_OFFLINE",
  "what happens when a call is slower than its deadline",
  "how do I end the process while a worker is busy",
  "maxInputTokens maxCostUsd listwise budget",
];

const firstStage = createFirstStage(await loadStatements(), 50);
// From which margin on the first stage may be trusted is to be measured: docs/guides/when-to-skip.md.
const reranker = await createReranker({ reranker: "local", whenUncertain: { margin: 2.5 } });

console.log(question);
let skipped = 0;
for (const search of searches) {
  const documents = firstStage(search).map(({ statement: { id, title, text }, score }) => ({ id, title, text, score }));
  const { results, receipt } = await reranker.rerank(search, documents, { topN: 1 });
  if (receipt.margin?.skipped) skipped++;
  const what = receipt.margin?.skipped ? "skipped " : "reranked";
  const took = `${receipt.timing.totalMs.toFixed(0)} ms`.padStart(7);
  console.log(`${what} ${took}, margin ${receipt.margin?.value?.toFixed(2)}: ${search} -> ${results[0]?.document.id}`);
}
console.log(`${skipped} of ${searches.length} searches needed no reranker`);
await reranker.dispose();
