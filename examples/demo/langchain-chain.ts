import { Document, type DocumentInterface } from "@langchain/core/documents";
import { BaseRetriever } from "@langchain/core/retrievers";
import { RunnableLambda, RunnablePassthrough, RunnableSequence } from "@langchain/core/runnables";
import { RerankRetriever } from "@secondpass/langchain";
import type { Reranker } from "secondpass";
import type { Found } from "./first-stage.ts";
import { quoteAnswer } from "./quote-answer.ts";

/** What the chain hands out: its answer, and the documents that it came from. */
export interface ChainOutput {
  query: string;
  documents: DocumentInterface[];
  answer: string;
}

class FirstStageRetriever extends BaseRetriever {
  lc_namespace = ["secondpass", "demo"];
  private readonly search: (query: string) => Found[];

  constructor(search: (query: string) => Found[]) {
    super();
    this.search = search;
  }

  override async _getRelevantDocuments(query: string): Promise<Document[]> {
    return this.search(query).map(
      ({ section, score }) =>
        new Document({
          id: section.id,
          pageContent: `${section.title}. ${section.text}`,
          metadata: { title: section.title, score },
        }),
    );
  }
}

/** retrieve → rerank → answer, as a LangChain chain. The reranker is one more retriever around the first. */
export function createChain(search: (query: string) => Found[], reranker: Reranker): RunnableSequence<string, ChainOutput> {
  const retriever = new RerankRetriever({ retriever: new FirstStageRetriever(search), reranker, scoreKey: "score" });
  const answer = async ({ query, documents }: Omit<ChainOutput, "answer">) =>
    quoteAnswer(
      reranker,
      query,
      documents.slice(0, 3).map(({ pageContent }) => pageContent),
    );
  return RunnableSequence.from([
    { query: new RunnablePassthrough<string>(), documents: retriever },
    RunnablePassthrough.assign({ answer: RunnableLambda.from(answer) }),
  ]) as RunnableSequence<string, ChainOutput>;
}
