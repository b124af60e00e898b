import { Document } from "@langchain/core/documents";
import { BaseRetriever } from "@langchain/core/retrievers";
import type { Search } from "./search.ts";

/** A search as a LangChain retriever; in an application vectorStore.asRetriever(50) and the like. */
export class SearchRetriever extends BaseRetriever {
  lc_namespace = ["secondpass", "examples"];
  private readonly search: Search;

  constructor(search: Search) {
    super();
    this.search = search;
  }

  override async _getRelevantDocuments(query: string): Promise<Document[]> {
    return this.search(query).map(({ id, title, text }) => new Document({ id, pageContent: `${title}. ${text}` }));
  }
}
