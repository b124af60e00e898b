// npx tsx examples/langchain-compressor.ts: a reranker as the compressor of a ContextualCompressionRetriever, offline.
import { ContextualCompressionRetriever } from "@langchain/classic/retrievers/contextual_compression";
import { Document } from "@langchain/core/documents";
import { FakeRetriever } from "@langchain/core/utils/testing";
import { RerankCompressor, rankingOf } from "@secondpass/langchain";

const texts = [
  "Iron oxide, commonly called rust, forms when iron and oxygen react.",
  "The weather in Paris is mild in spring.",
  "Install Rust with rustup: curl https://sh.rustup.rs",
];

// In an application: vectorStore.asRetriever(50).
const firstStage = new FakeRetriever({ output: texts.map((pageContent) => new Document({ pageContent })) });

await using compressor = new RerankCompressor({ reranker: "local", topN: 2 });
const retriever = new ContextualCompressionRetriever({ baseRetriever: firstStage, baseCompressor: compressor });

const documents = await retriever.invoke("how do I install rust");
for (const { pageContent, metadata } of documents) console.log(metadata.relevanceScore.toFixed(2), pageContent);
console.log("ranked by", rankingOf(documents)?.receipt.servedBy);
