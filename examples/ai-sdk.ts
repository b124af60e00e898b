// npx tsx examples/ai-sdk.ts: a reranker as a model of the AI SDK's rerank(), from a provider registry, offline.
import { rankingOf, secondpass } from "@secondpass/ai-sdk";
import { createProviderRegistry, rerank } from "ai";

const pages = [
  { title: "Rust", body: "Iron oxide, commonly called rust, forms when iron and oxygen react." },
  { title: "Paris", body: "The weather in Paris is mild in spring." },
  { title: "Getting started", body: "Install Rust with rustup: curl https://sh.rustup.rs" },
];

// In an application, other providers stand beside it: { openai, secondpass }.
const registry = createProviderRegistry({ secondpass });
const result = await rerank({
  model: registry.rerankingModel("secondpass:local"),
  query: "how do I install rust",
  documents: pages,
  topN: 2,
  providerOptions: { secondpass: { depth: 50, deadlineMs: 20_000 } },
});

for (const { score, document } of result.ranking) console.log(score.toFixed(2), document.title);
console.log("ranked by", rankingOf(result)?.receipt.servedBy);
await secondpass.dispose();
