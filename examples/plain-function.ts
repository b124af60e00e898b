// Reranking without a framework: npx tsx examples/plain-function.ts
import { createReranker } from "secondpass";

const found = [
  { id: "oxide", text: "Iron oxide, commonly called rust, forms when iron and oxygen react.", score: 7.2 },
  { id: "rustup", text: "Install Rust with rustup: curl https://sh.rustup.rs", score: 6.9 },
  { id: "paris", text: "The weather in Paris is mild in spring.", score: 1.3 },
];

const reranker = await createReranker("local");
const { results, receipt } = await reranker.rerank("how do I install rust", found, { topN: 2 });
for (const { rank, score, document, firstStage } of results) {
  console.log(`${rank}. ${document.id} (score ${score?.toFixed(2)}, was ${firstStage.rank})`);
}
console.log(`${receipt.servedBy}, ${receipt.timing.totalMs.toFixed(0)} ms`);
await reranker.dispose();
