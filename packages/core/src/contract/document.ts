/** What a reranker takes as one candidate: bare text, or a document with more than text. */
export type DocumentInput = string | RerankDocument;

/** A candidate with its text and whatever the first stage knew of it. Never mutated; `metadata` is passed through untouched. */
export interface RerankDocument {
  /** The caller's own name for the document. Need not be unique: documents are told apart by their position. */
  id?: string;
  /** What is read together with the query. */
  text: string;
  /** Read before the text, as `title. text`. */
  title?: string;
  metadata?: Record<string, unknown>;
  /** The first stage's score, higher is better. Used for blending and kept in `firstStage.score`. */
  score?: number;
}
