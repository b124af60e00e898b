// A chat model of LangChain ranks inside a chain: npx tsx examples/listwise-langchain.ts
// With OPENAI_API_KEY (and OPENAI_MODEL) set a real one ranks, and that costs money; the plan is printed first.
import { ContextualCompressionRetriever } from "@langchain/classic/retrievers/contextual_compression";
import { Document, type DocumentInterface } from "@langchain/core/documents";
import { RunnableLambda, RunnableSequence } from "@langchain/core/runnables";
import { FakeRetriever } from "@langchain/core/utils/testing";
import { ChatOpenAI } from "@langchain/openai";
import { RerankCompressor, rankingOf } from "@secondpass/langchain";
import { asChatModel, createListwiseReranker } from "secondpass/listwise";
import { findCandidates, query } from "./listwise/demo-corpus.ts";
import { modelOfEnvironment } from "./listwise/model-of-environment.ts";
import { prices } from "./listwise/prices.ts";
import { printPlan } from "./listwise/print-plan.ts";

const { model, apiKey, baseURL, stop } = await modelOfEnvironment();
const llm = new ChatOpenAI({ model, apiKey, configuration: { baseURL } });
const price = prices[model];
const reranker = createListwiseReranker({ model: asChatModel(llm), maxCalls: 10, ...(price && { price }) });

const found = (await findCandidates()).map(
  ({ statement: { id, title, text } }) => new Document({ id, pageContent: `${title}. ${text}` }),
);
const texts = found.map(({ pageContent }) => pageContent);
printPlan(reranker.plan(query, texts, { topN: 3 }));

// In an application: vectorStore.asRetriever(50), and at the end a prompt and the model that answers.
const retriever = new ContextualCompressionRetriever({
  baseRetriever: new FakeRetriever({ output: found }),
  baseCompressor: new RerankCompressor({ reranker, topN: 3 }),
});
const show = RunnableLambda.from((documents: DocumentInterface[]) => {
  const { listwise, usage } = rankingOf(documents)?.receipt ?? {};
  const lines = documents.map(({ pageContent }, i) => `${i + 1}. ${pageContent}`);
  return [
    ...lines,
    `spent: ${usage?.calls} calls, ${usage?.inputTokens} + ${usage?.outputTokens} tokens (${listwise?.strategy})`,
  ];
});
const chain = RunnableSequence.from<string, string[]>([retriever, show]);
console.log((await chain.invoke(query)).join("\n"));
await reranker.dispose();
await stop();
