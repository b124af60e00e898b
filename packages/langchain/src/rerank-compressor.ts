import type { Callbacks } from "@langchain/core/callbacks/manager";
import type { Document, DocumentInterface } from "@langchain/core/documents";
import { BaseDocumentCompressor } from "@langchain/core/retrievers/document_compressors";
import { createDocumentReranker, type DocumentReranker, type RerankFields } from "./document-reranker.ts";

/**
 * A reranker as a LangChain document compressor: for `ContextualCompressionRetriever`, `DocumentCompressorPipeline` and
 * everything else that takes one. It returns new documents, best first, with `metadata.relevanceScore`; `rankingOf` finds
 * the receipt of what it returned. LangChain passes no abort signal to compressors; where that matters use `RerankRetriever`.
 *
 * @example
 * import { Document } from "@langchain/core/documents";
 * import { RerankCompressor, rankingOf } from "@secondpass/langchain";
 *
 * const compressor = new RerankCompressor({ reranker: "local", topN: 1 });
 * const texts = ["The weather in Paris is mild in spring.", "Install Rust with rustup: curl https://sh.rustup.rs"];
 * const documents = texts.map((pageContent, id) => new Document({ pageContent, id: `doc-${id}` }));
 * const reranked = await compressor.compressDocuments(documents, "how do I install rust");
 * reranked.map((document) => document.id); // => ["doc-1"]
 * typeof reranked[0].metadata.relevanceScore; // => "number"
 * rankingOf(reranked).dropped; // => [{ index: 0, reason: "topN" }]
 * await compressor.dispose();
 */
export class RerankCompressor extends BaseDocumentCompressor {
  private readonly reranker: DocumentReranker;

  constructor(fields: RerankFields = {}) {
    super();
    this.reranker = createDocumentReranker(fields);
  }

  /**
   * The documents that the reranker put on top, best first. `callbacks` see the call as a run named "rerank".
   *
   * @throws {RerankError} what `createReranker` and `rerank` throw, as it is; an abort rejects with the signal's reason
   */
  override compressDocuments(documents: DocumentInterface[], query: string, callbacks?: Callbacks): Promise<Document[]> {
    return this.reranker.rerank(documents, query, { callbacks });
  }

  /** Frees the reranker if it was made from a spec or a configuration; one that was passed in stays the caller's. */
  dispose(): Promise<void> {
    return this.reranker.dispose();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}
