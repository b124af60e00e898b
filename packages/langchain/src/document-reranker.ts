import type { Callbacks } from "@langchain/core/callbacks/manager";
import type { Document, DocumentInterface } from "@langchain/core/documents";
import { AsyncLocalStorageProviderSingleton } from "@langchain/core/singletons";
import type { Ranking, RerankDocument, RerankerInput, RerankOptions } from "secondpass";
import { createRerankerHandle, rememberRanking } from "secondpass/adapter";
import { tracedRerank } from "./traced-rerank.ts";
import { toRankedDocuments, toRerankDocument } from "./translate-documents.ts";

/** What `RerankCompressor` and `RerankRetriever` take, besides what their kind takes anyway. */
export interface RerankFields extends RerankOptions {
  /**
   * A reranker, a spec string such as `"local"`, or a configuration object. Made at the first call.
   * Default: as `createReranker()`: `SECONDPASS_RERANKER`, `secondpass.config.json`, or the bundled model.
   */
  reranker?: RerankerInput;
  /** Key of the metadata that holds the first stage's score, higher is better. Default: no first-stage scores. */
  scoreKey?: string;
  /** Called with the ranking of every call, before its documents are returned. What it throws fails the call. */
  onRanking?: (ranking: Ranking<RerankDocument>) => void | Promise<void>;
}

/** One call: where its trace belongs, and what may end it. */
export interface RerankCall {
  callbacks?: Callbacks;
  signal?: AbortSignal;
}

/** Reranks LangChain documents. Both classes of this package are a thin coat over it. */
export interface DocumentReranker {
  rerank(documents: readonly DocumentInterface[], query: string, call?: RerankCall): Promise<Document[]>;
  /** Disposes the reranker if it was made here. */
  dispose(): Promise<void>;
}

export function createDocumentReranker({ reranker, scoreKey, onRanking, ...options }: RerankFields): DocumentReranker {
  const handle = createRerankerHandle(reranker);
  return {
    async rerank(documents, query, { callbacks, signal } = {}) {
      const ranking = await tracedRerank(callbacks, { query, documents: documents.length }, () =>
        handle.rerank(
          query,
          documents.map((document, index) => toRerankDocument(document, index, scoreKey)),
          options,
          [signal, surroundingSignal()],
        ),
      );
      const ranked = toRankedDocuments(documents, ranking);
      rememberRanking(ranking, [ranked, ...ranked]);
      await onRanking?.(ranking);
      return ranked;
    },
    dispose: () => handle.dispose(),
  };
}

// LangChain hands a compressor no signal. Inside a RunnableLambda, and where async local storage is set up, it can be found.
function surroundingSignal(): AbortSignal | undefined {
  return AsyncLocalStorageProviderSingleton.getRunnableConfig()?.signal;
}
