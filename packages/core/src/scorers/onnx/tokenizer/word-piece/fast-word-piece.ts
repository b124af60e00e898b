import type { PlainTokenizer, TokenizerFiles } from "../plain-tokenizer.ts";
import { agrees } from "./agrees.ts";
import { createWordEncoder } from "./encode-words.ts";
import type { PieceId } from "./piece-finder.ts";
import { readWordPieceJson } from "./word-piece-json.ts";

/**
 * Gives a tokenizer of BERT's kind a faster `encode` with the same ids; any other comes back as it is, and so does one whose ids differ
 * on any of some samples.
 *
 * @param slow the package's, which stays responsible for texts that have added tokens or a capital sigma in them
 * @param pieceId id of a piece, added tokens included
 */
export function fastWordPiece(slow: PlainTokenizer, pieceId: PieceId, files: TokenizerFiles): PlainTokenizer {
  const file = readWordPieceJson(files);
  if (!file) return slow;
  const encodeWords = createWordEncoder(file, pieceId);
  const added = file.added_tokens.map(({ content }) => content);
  const addedIds = added.map(encodeWords);
  const leftToIt = [...added, "Σ"];

  function encode(text: string): number[] {
    if (leftToIt.some((part) => text.includes(part))) return slow.encode(text);
    const ids = encodeWords(text);
    // A text that only becomes an added token when it is normalised is one to the package, if it is nothing else.
    return addedIds.some((other) => areEqual(ids, other)) ? slow.encode(text) : ids;
  }

  return agrees(encode, slow.encode) ? { ...slow, encode } : slow;
}

function areEqual(some: readonly number[], others: readonly number[]): boolean {
  return some.length === others.length && some.every((id, i) => id === others[i]);
}
