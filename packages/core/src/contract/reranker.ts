import type { DocumentInput } from "./document.ts";
import type { Ranking } from "./ranking.ts";
import type { MeasureOptions, TokenMeasure } from "./token-measure.ts";

/**
 * What a score means: `logit` any real number from a classifier head, `unit` between 0 and 1, `similarity` any real
 * number where higher is more alike (BM25, dot product), `rank` no score at all, only an order.
 */
export type ScoreScale = "logit" | "unit" | "similarity" | "rank";

/** What a reranker can do. Ask this, never its name. */
export interface Supports {
  /** A document's score does not depend on the other candidates, so that scores of several calls may be merged. */
  pointwise: boolean;
  /** Work in flight stops on abort; without it the call still rejects at once, the work just runs on. */
  abort: boolean;
  /** Follows an instruction given beside the query. */
  instructions: boolean;
  /** A score comes with a calibrated probability of relevance. Default: false. */
  probability?: boolean;
  /** Most documents in one call; none when it splits by itself. */
  maxDocuments?: number;
  /** Most tokens of query and document together; longer documents are cut and reported in the receipt. */
  maxTokens?: number;
}

/** What one call may ask for. Every value is checked before any work is done. */
export interface RerankOptions {
  /** Results returned, at least 1. Default: all. */
  topN?: number;
  /** Candidates scored, from the top of the first stage, at least 1; the rest keep their order below them. Default: all. */
  depth?: number;
  /** Least score of a result, on this reranker's own scale. Documents that were not scored do not reach it. Default: none. */
  minScore?: number;
  /** Rejects the call with the signal's reason and stops work in flight. */
  signal?: AbortSignal;
  /** Hard budget for the call in milliseconds, above 0; after it the best order known so far is returned. Default: none. */
  deadlineMs?: number;
  /** Higher goes first where calls wait for the same model. Default: 0. */
  priority?: number;
  /** What makes a document relevant here, beside the query. Followed where `supports.instructions`, else a warning. Default: none. */
  instruction?: string;
  /** Called with the number of candidates scored so far and the number to score. */
  onProgress?: (done: number, total: number) => void;
  /**
   * Called with the best order known so far, all documents by their index in the input, whenever it changes: by rerankers that
   * find it step by step, as listwise ones do. What it throws ends the call.
   */
  onOrder?: (order: readonly number[]) => void;
}

/**
 * Puts candidates in order for a query. The set of documents in is the set of documents out: `results` and `dropped`
 * together are always the input.
 */
export interface Reranker {
  /** Who ranks, as in a spec string: `local:mini`, `lexical`. */
  readonly id: string;
  readonly scoreScale: ScoreScale;
  readonly supports: Supports;
  /**
   * Everything that scores depend on beside query, documents and the call's options: model, revision, address, settings. Equal
   * fingerprints mean equal scores; a reranker without one cannot be cached.
   */
  readonly fingerprint?: string;
  /**
   * @throws {RerankError} `empty_query`, `invalid_document`, `invalid_options` before any work; `disposed`;
   * `invalid_scores`, `inference_failed` and the codes of the scorer behind it. An abort rejects with the signal's reason.
   */
  rerank<D extends DocumentInput>(query: string, documents: readonly D[], options?: RerankOptions): Promise<Ranking<D>>;
  /**
   * Counts the tokens of texts by its own tokenizer, and how many of a document it reads beside this query. Absent where the
   * tokenizer is elsewhere, as with an API.
   */
  measureTokens?(query: string, texts: readonly string[], options?: MeasureOptions): Promise<TokenMeasure>;
  /**
   * Of a wrapper that weighs the documents of a list against each other: the same wrapper around what `change` makes of the reranker
   * inside. `chunked` divides documents in there, so that one that is read in five passages counts once. The new wrapper takes the
   * old one's place; the old one is not to be used or disposed any more.
   */
  changeInside?(change: (inside: Reranker) => Reranker): Reranker;
  /** Frees models and connections. Calls in flight reject with `disposed`; a second call does nothing. */
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
