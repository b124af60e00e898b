import type { DocumentInterface } from "@langchain/core/documents";
import { BaseRetriever } from "@langchain/core/retrievers";
import type { RunnableConfig } from "@langchain/core/runnables";

/** A first stage that finds what it was told to find, and notes the options that it was called with. */
export class FixedRetriever extends BaseRetriever {
  lc_namespace = ["test"];
  readonly seen: (RunnableConfig | undefined)[] = [];
  private readonly find: (query: string) => DocumentInterface[] | Promise<DocumentInterface[]>;

  constructor(find: (query: string) => DocumentInterface[] | Promise<DocumentInterface[]>) {
    super();
    this.find = find;
  }

  override invoke(query: string, options?: RunnableConfig): Promise<DocumentInterface[]> {
    this.seen.push(options);
    return super.invoke(query, options);
  }

  override async _getRelevantDocuments(query: string): Promise<DocumentInterface[]> {
    return this.find(query);
  }
}
