import type { QueryBundle } from "@llamaindex/core/query-engine";
import { extractText } from "@llamaindex/core/utils";
import { BaseRetriever, type NodeWithScore, TextNode } from "llamaindex";
import type { Search } from "./search.ts";

/** A search as a LlamaIndex retriever; in an application index.asRetriever({ similarityTopK: 50 }) and the like. */
export class NodeRetriever extends BaseRetriever {
  private readonly search: Search;

  constructor(search: Search) {
    super();
    this.search = search;
  }

  override async _retrieve({ query }: QueryBundle): Promise<NodeWithScore[]> {
    return this.search(extractText(query)).map(({ id, text, title, score }) => ({
      node: new TextNode({ id_: id, text, metadata: { title } }),
      ...(score !== undefined && { score }),
    }));
  }
}
