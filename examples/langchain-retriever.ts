// npx tsx examples/langchain-retriever.ts: a reranking retriever in a chain, with a timeout and a trace, offline.
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
  retriever: new FakeRetriever({ output: texts.map((pageContent) => new Document({ pageContent })) }),
  reranker: "local",
  topN: 1,
});
const context = RunnableLambda.from((documents: DocumentInterface[]) =>
  documents.map((document) => document.pageContent).join("\n"),
);
const chain = RunnableSequence.from<string, string>([retriever, context]);

const answer = await chain.invoke("how do I install rust", {
  timeout: 20_000,
  callbacks: [
    {
      handleChainEnd({ receipt }) {
        if (receipt) console.log(`reranked by ${receipt.servedBy} in ${receipt.timing.totalMs.toFixed(0)} ms`);
      },
    },
  ],
});
console.log(answer);
