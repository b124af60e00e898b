import type { Metadata, MetadataMode, NodeWithScore } from "@llamaindex/core/schema";
import { type FirstStage, type Ranking, type RerankDocument, RerankError } from "secondpass";

/** A node with the reranker's score, and where the first stage had put it. */
export interface RerankedNode<T extends Metadata = Metadata> extends NodeWithScore<T> {
  firstStage: FirstStage;
}

/** What a reranker reads of a node: its text with as much of its metadata as the mode says. */
export function toRerankDocument({ node, score }: NodeWithScore, index: number, metadataMode: MetadataMode): RerankDocument {
  if (typeof node?.getContent !== "function") {
    throw new RerankError(
      "invalid_document",
      `nodes[${index}] must be a NodeWithScore, { node, score }, with a LlamaIndex node in it`,
    );
  }
  const text = node.getContent(metadataMode);
  return { id: node.id_, text, metadata: node.metadata, ...(Number.isFinite(score) && { score }) };
}

/**
 * The nodes of the results, best first, in new wrappers around the same node objects. Where a reranker made the order the
 * score is its own or absent, never the first stage's: a later sort by score would undo the order.
 */
export function toRankedNodes(nodes: readonly NodeWithScore[], { results, receipt }: Ranking): RerankedNode[] {
  return results.map(({ index, score, firstStage }) => {
    const node = nodes[index] as NodeWithScore;
    return { ...node, score: receipt.reranked ? score : node.score, firstStage };
  });
}
