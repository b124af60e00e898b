import { BaseRetriever } from "@llamaindex/core/retriever";
import type { NodeWithScore } from "@llamaindex/core/schema";

/** A first stage that finds what it was told to find. */
export class FixedRetriever extends BaseRetriever {
  private readonly nodes: NodeWithScore[];

  constructor(nodes: NodeWithScore[]) {
    super();
    this.nodes = nodes;
  }

  async _retrieve(): Promise<NodeWithScore[]> {
    return this.nodes;
  }
}
