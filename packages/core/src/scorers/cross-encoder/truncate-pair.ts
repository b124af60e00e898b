/** Tokens kept of each text. */
export interface KeptTokens {
  query: number;
  document: number;
}

/**
 * How a pair that does not fit its window is cut:
 * - `document` the document first, down to half of the room; only then the query.
 * - `longest_first` the longer text first, as `truncation=True` does in Python; for scores equal to those computed there.
 */
export type Truncation = "document" | "longest_first";

/**
 * Cuts a pair to a model's window. Both ways agree but for the odd token of the room, and for a document that is shorter than
 * a query which fills the window.
 *
 * @param room tokens for both texts, without special tokens
 * @param window tokens of the pair, special tokens included; default: there are none
 *
 * @example
 * truncatePair(10, 600, 509); // => { query: 10, document: 499 }
 * truncatePair(600, 600, 509); // => { query: 254, document: 255 }
 */
export function truncatePair(
  queryLength: number,
  documentLength: number,
  room: number,
  truncation: Truncation = "document",
  window: number = room,
): KeptTokens {
  return truncation === "document"
    ? documentFirst(queryLength, documentLength, room)
    : longestFirst(queryLength, documentLength, room, window);
}

// A query that fills the window would otherwise leave nothing of the document to judge.
function documentFirst(queryLength: number, documentLength: number, room: number): KeptTokens {
  const documentShare = Math.max(room - queryLength, Math.ceil(room / 2));
  const document = Math.min(documentLength, documentShare);
  return { query: Math.min(queryLength, room - document), document };
}

// The closed form of what the Rust tokenizers do, the odd token included: it goes to the longer text. Since 0.23 they cut each
// text to the window before they compare the two, so of two that both fill it neither is the longer one; then the document has it.
function longestFirst(queryLength: number, documentLength: number, room: number, window: number): KeptTokens {
  if (queryLength + documentLength <= room) return { query: queryLength, document: documentLength };
  const [query, document] = [Math.min(queryLength, window), Math.min(documentLength, window)];
  const shorter = Math.min(query, document);
  const [less, more] = shorter * 2 <= room ? [shorter, room - shorter] : [Math.floor(room / 2), Math.ceil(room / 2)];
  return query > document ? { query: more, document: less } : { query: less, document: more };
}
