/** Tokens kept of each text. */
export interface KeptTokens {
  query: number;
  document: number;
}

/**
 * Cuts a pair to a model's window: the document first, down to half of the room; only then the query. A query that fills
 * the window would otherwise leave nothing of the document to judge.
 *
 * @param room tokens for both texts, without special tokens
 *
 * @example
 * truncatePair(10, 600, 509); // => { query: 10, document: 499 }
 * truncatePair(600, 600, 509); // => { query: 254, document: 255 }
 */
export function truncatePair(queryLength: number, documentLength: number, room: number): KeptTokens {
  const documentShare = Math.max(room - queryLength, Math.ceil(room / 2));
  const document = Math.min(documentLength, documentShare);
  return { query: Math.min(queryLength, room - document), document };
}
