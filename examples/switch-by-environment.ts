// One RAG chain whose reranker the environment chooses, without a word of code:
//   npx tsx examples/switch-by-environment.ts
//   SECONDPASS_RERANKER=cohere COHERE_API_KEY=… npx tsx examples/switch-by-environment.ts
//   SECONDPASS_RERANKER='{"reranker": "cohere", "fallback": ["local"], "onError": "passthrough"}' npx tsx …
import { Document, type DocumentInterface } from "@langchain/core/documents";
import { RunnableLambda, RunnableSequence } from "@langchain/core/runnables";
import { FakeRetriever } from "@langchain/core/utils/testing";
import { RerankRetriever } from "@secondpass/langchain";

const texts = [
  "Iron oxide, commonly called rust, forms when iron and oxygen react.",
  "The weather in Paris is mild in spring.",
  "Install Rust with rustup: curl https://sh.rustup.rs",
];

await using retriever = new RerankRetriever({
  // In an application: vectorStore.asRetriever(50).
  retriever: new FakeRetriever({ output: texts.map((pageContent) => new Document({ pageContent })) }),
  topN: 1,
  onRanking({ receipt }) {
    for (const { reranker, outcome, error } of receipt.attempts) console.log(`${reranker}: ${error?.code ?? outcome}`);
    console.log(`${receipt.reranked ? "reranked" : "not reranked"}, served by ${receipt.servedBy}`);
  },
});
// In an application a language model answers here.
const answer = RunnableLambda.from(([best]: DocumentInterface[]) => best?.pageContent ?? "I do not know.");
const chain = RunnableSequence.from<string, string>([retriever, answer]);

console.log(await chain.invoke("how do I install rust"));
