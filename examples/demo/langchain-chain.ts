import { Document, type DocumentInterface } from "@langchain/core/documents";
import { BaseRetriever } from "@langchain/core/retrievers";
import { RunnableLambda, RunnablePassthrough, RunnableSequence } from "@langchain/core/runnables";
import { RerankRetriever } from "@secondpass/langchain";
import type { Reranker } from "secondpass";
import type { FirstStage } from "./first-stage.ts";

/** What the chain hands out: its answer, and the documents that it came from. */
export interface ChainOutput {
  documents: DocumentInterface[];
  answer: string;
}

class FirstStageRetriever extends BaseRetriever {
  lc_namespace = ["secondpass", "demo"];
  private readonly search: FirstStage;

  constructor(search: FirstStage) {
    super();
    this.search = search;
  }

  override async _getRelevantDocuments(query: string): Promise<Document[]> {
    return this.search(query).map(
      ({ statement: { id, title, text }, score }) =>
        new Document({ id, pageContent: `${title}. ${text}`, metadata: { text, score } }),
    );
  }
}

// Where an application asks a language model, the demo quotes: it has none.
const quote = RunnableLambda.from(
  ({ documents }: { documents: DocumentInterface[] }): string => documents[0]?.metadata.text ?? "",
);

/** retrieve → rerank → answer, as a LangChain chain. The reranker is one more retriever around the first. */
export function createChain(search: FirstStage, reranker: Reranker): RunnableSequence<string, ChainOutput> {
  const retriever = new RerankRetriever({ retriever: new FirstStageRetriever(search), reranker, scoreKey: "score" });
  return RunnableSequence.from<string, ChainOutput>([{ documents: retriever }, RunnablePassthrough.assign({ answer: quote })]);
}
