import { Document } from "@langchain/core/documents";
import { rankingOf } from "@secondpass/langchain";
import type { WrapperAdapter } from "../contract/wrapper-suite.ts";

/** How the shared suite makes and reads LangChain documents. */
export const documentAdapter: Omit<WrapperAdapter<Document>, "wrap"> = {
  toItem: ({ id, text, metadata, score }) =>
    new Document({ id, pageContent: text, metadata: { ...metadata, similarity: score } }),
  read: ({ id, pageContent, metadata }) => ({
    id: id ?? "",
    text: pageContent,
    metadata,
    score: metadata.relevanceScore,
  }),
  rankingOf,
};
