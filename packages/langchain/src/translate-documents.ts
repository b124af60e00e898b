import { Document, type DocumentInterface } from "@langchain/core/documents";
import { type Ranking, type RerankDocument, RerankError } from "secondpass";

/** What a reranker reads of a LangChain document. The metadata object is handed on as it is. */
export function toRerankDocument(document: DocumentInterface, index: number, scoreKey: string | undefined): RerankDocument {
  const { id, pageContent: text, metadata } = document;
  if (typeof text !== "string") {
    throw new RerankError(
      "invalid_document",
      `documents[${index}].pageContent must be a string, got ${text === null ? "null" : typeof text}; pass LangChain Documents`,
    );
  }
  const score = scoreKey === undefined ? undefined : metadata?.[scoreKey];
  return { text, metadata, ...(id !== undefined && { id }), ...(isFiniteNumber(score) && { score }) };
}

/**
 * New documents for the results, best first, each with its id, its metadata and `relevanceScore`. A document without a score
 * of the reranker's own gets none: a number there would look like one.
 */
export function toRankedDocuments(documents: readonly DocumentInterface[], ranking: Ranking): Document[] {
  return ranking.results.map(({ index, score }) => {
    const { id, pageContent, metadata } = documents[index] as DocumentInterface;
    const scored = ranking.receipt.reranked && score !== undefined;
    return new Document({ id, pageContent, metadata: scored ? { ...metadata, relevanceScore: score } : { ...metadata } });
  });
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
