/** Models may embed a query in another way than a document. */
export type TextKind = "query" | "document";

/** What makes vectors of texts. */
export interface Embedder {
  /** Which model it is: for messages, and so that vectors of two models are never taken for each other. */
  id: string;
  /** Most texts of one call; undefined where nobody says so. */
  mostTexts(): Promise<number | undefined>;
  /** One vector for each text, in their order; nothing of what comes back is checked yet. */
  embed(texts: readonly string[], kind: TextKind, signal: AbortSignal): Promise<unknown>;
}
