// Corrective RAG: what was found is judged, and where it does not answer the chain searches the web: npx tsx examples/crag-web-fallback.ts
// Offline: the "web search" is a server on this machine that knows three pages.
import { fileURLToPath } from "node:url";
import { Document } from "@langchain/core/documents";
import { RunnableBranch, RunnableLambda, RunnableSequence } from "@langchain/core/runnables";
import { FakeRetriever } from "@langchain/core/utils/testing";
import { RerankRetriever, rankingOf } from "@secondpass/langchain";
import { createReranker, gate, type Verdict } from "secondpass";
import { startWebSearch } from "./crag/start-web-search.ts";

interface Judged {
  query: string;
  verdict: Verdict;
  confidence: number;
  /** What may be of use of the collection. */
  documents: Document[];
}

const collection = [
  "Orders can be cancelled within 14 days; the price is refunded to the card that was used.",
  "A return label is in every parcel. Stick it on and hand the parcel to any post office.",
  "Gift cards are valid for three years and can be used for several orders.",
  "Our support team answers on weekdays from 8 to 18 o'clock.",
];
const web = await startWebSearch();
// Probabilities by `secondpass calibrate` on questions about encyclopedia articles; for queries of your own calibrate on some of them. A score of a blend
// depends on the other candidates, so the model is alone here.
const calibration = fileURLToPath(new URL("pipeline/calibration.json", import.meta.url));
const reranker = await createReranker({ local: { blend: 0 }, chunked: true, calibration });
const retriever = new RerankRetriever({
  // In an application: vectorStore.asRetriever(50).
  retriever: new FakeRetriever({ output: collection.map((pageContent) => new Document({ pageContent })) }),
  reranker,
});

const judge = RunnableLambda.from(async (query: string): Promise<Judged> => {
  const found = await retriever.invoke(query);
  const ranking = rankingOf(found);
  if (!ranking) throw new Error("the retriever has not reranked");
  const { verdict, confidence, kept } = gate(ranking, { correct: 0.5, incorrect: 0.05 });
  const isKept = new Set(kept.map(({ index }) => index));
  return { query, verdict, confidence, documents: found.filter((_, i) => isKept.has(ranking.results[i]?.index as number)) };
});
const own = RunnableLambda.from(({ documents }: Judged) => documents);
const elsewhere = RunnableLambda.from(({ query }: Judged) => web.search(query));
const both = RunnableLambda.from(async ({ query, documents }: Judged) => [...documents, ...(await web.search(query))]);
const branch = RunnableBranch.from<Judged, Document[]>([
  [({ verdict }: Judged) => verdict === "correct", own],
  [({ verdict }: Judged) => verdict === "incorrect", elsewhere],
  both,
]);
// In an application a prompt and a model come here.
const chain = RunnableSequence.from<string, string>([
  judge,
  RunnableLambda.from(async (judged: Judged) => {
    const context = await branch.invoke(judged);
    const lines = context.map(({ pageContent, metadata }) => `  ${metadata.source ?? "collection"}: ${pageContent}`);
    return [`${judged.query}: ${judged.verdict} (${judged.confidence.toFixed(2)})`, ...lines].join("\n");
  }),
]);

for (const query of [
  "can I cancel an order and get a refund",
  "how do I return a parcel from abroad",
  "how many strings has a violin",
]) {
  console.log(await chain.invoke(query));
}
await retriever.dispose();
await reranker.dispose();
await web.stop();
