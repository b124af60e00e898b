import { type NodeWithScore, TextNode } from "@llamaindex/core/schema";
import { RerankPostprocessor, rankingOf } from "@secondpass/llamaindex";
import { wrapperSuite } from "../contract/wrapper-suite.ts";

wrapperSuite<NodeWithScore>("RerankPostprocessor", {
  wrap(fields) {
    // The suite's metadata is not text to be ranked.
    const postprocessor = new RerankPostprocessor({ ...fields, metadataMode: "NONE" });
    return {
      rerank: (nodes, query) => postprocessor.postprocessNodes(nodes, query),
      dispose: () => postprocessor.dispose(),
    };
  },
  toItem: ({ id, text, metadata, score }) => ({ node: new TextNode({ id_: id, text, metadata }), score }),
  read: ({ node, score }) => ({
    id: node.id_,
    text: (node as TextNode).text,
    metadata: node.metadata,
    score,
  }),
  rankingOf,
});
