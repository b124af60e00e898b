// The same program with another reranker, without touching the code:
//   npx tsx examples/choose-by-configuration.ts
//   SECONDPASS_RERANKER=lexical npx tsx examples/choose-by-configuration.ts
//   SECONDPASS_RERANKER='{"local": {"blend": 0}}' npx tsx examples/choose-by-configuration.ts
import { createReranker } from "secondpass";

const reranker = await createReranker(); // SECONDPASS_RERANKER, secondpass.config.json, or "local"
const { results, receipt } = await reranker.rerank("how do I install rust", [
  "The weather in Paris is mild in spring.",
  "Install Rust with rustup: curl https://sh.rustup.rs",
]);
console.log(`${receipt.servedBy}: ${results[0]?.document}`);
await reranker.dispose();
