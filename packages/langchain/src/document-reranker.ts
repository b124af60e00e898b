import type { Callbacks } from "@langchain/core/callbacks/manager";
import type { Document, DocumentInterface } from "@langchain/core/documents";
import { AsyncLocalStorageProviderSingleton } from "@langchain/core/singletons";
import type { PipelineInput, PipelineSteps, Ranking, RerankDocument, RerankOptions, Warning } from "secondpass";
import { createRerankerHandle, rememberRanking } from "secondpass/adapter";
import { tracedRerank } from "./traced-rerank.ts";
import { toRankedDocuments, toRerankDocument } from "./translate-documents.ts";

/** What `RerankCompressor`, `RerankRetriever` and `HybridRetriever` take, besides what their kind takes anyway. */
export interface RerankFields extends RerankOptions {
  /**
   * A reranker, a spec string such as `"local"`, or a configuration object, which may have the steps of a pipeline among its keys; or a pipeline.
   * Made at the first call.
   * Default: as `createReranker()`: `SECONDPASS_RERANKER`, `secondpass.config.json`, or the bundled model.
   */
  reranker?: PipelineInput;
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

/** Candidates as a reranker takes them, with the documents that they stand for. */
export interface Candidates {
  candidates: readonly RerankDocument[];
  /** One for each candidate. */
  originals: readonly DocumentInterface[];
  /** What the first stage has to say; it goes into the receipt. */
  warnings?: readonly Warning[];
}

/** Reranks LangChain documents. The classes of this package are thin coats over it. */
export interface DocumentReranker {
  rerank(documents: readonly DocumentInterface[], query: string, call?: RerankCall): Promise<Document[]>;
  rerankCandidates(candidates: Candidates, query: string, call?: RerankCall): Promise<Document[]>;
  /** The steps around the reranker, by its configuration. */
  steps(): Promise<PipelineSteps>;
  /** Disposes the reranker if it was made here. */
  dispose(): Promise<void>;
}

export function createDocumentReranker({ reranker, scoreKey, onRanking, ...options }: RerankFields): DocumentReranker {
  const handle = createRerankerHandle(reranker);

  async function rank({ candidates, warnings = [] }: Candidates, query: string, signal: AbortSignal | undefined) {
    const ranking = await handle.rerank(query, candidates, options, [signal, surroundingSignal()]);
    if (warnings.length === 0) return ranking;
    return { ...ranking, receipt: { ...ranking.receipt, warnings: [...warnings, ...ranking.receipt.warnings] } };
  }

  async function rerankCandidates(found: Candidates, query: string, { callbacks, signal }: RerankCall = {}) {
    const inputs = { query, documents: found.candidates.length };
    const ranking = await tracedRerank(callbacks, inputs, () => rank(found, query, signal));
    const ranked = toRankedDocuments(found.originals, ranking);
    rememberRanking(ranking, [ranked, ...ranked]);
    await onRanking?.(ranking);
    return ranked;
  }

  return {
    async rerank(documents, query, call) {
      const candidates = documents.map((document, index) => toRerankDocument(document, index, scoreKey));
      return rerankCandidates({ candidates, originals: documents }, query, call);
    },
    rerankCandidates,
    steps: () => handle.steps(),
    dispose: () => handle.dispose(),
  };
}

// LangChain hands a compressor no signal. Inside a RunnableLambda, and where async local storage is set up, it can be found.
function surroundingSignal(): AbortSignal | undefined {
  return AsyncLocalStorageProviderSingleton.getRunnableConfig()?.signal;
}
