/** How long texts are for a reranker's own tokenizer. */
export interface TokenMeasure {
  /** Tokens of each text, in order, without those that stand around query and document. */
  tokens: number[];
  /** Most tokens of one document that are read beside the query. */
  room: number;
}

/** What a measuring call may say; as in `RerankOptions`. */
export interface MeasureOptions {
  /** Rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Higher goes first where calls wait for the same model. Default: 0. */
  priority?: number;
}
