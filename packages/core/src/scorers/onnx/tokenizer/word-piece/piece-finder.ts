import type { WordPieceJson } from "./word-piece-json.ts";

/** Id of a piece by its spelling. */
export type PieceId = (piece: string) => number | undefined;

/**
 * Divides words into the longest pieces from their beginning on; one that cannot be, or is too long, is the unknown token.
 * Wu et al., Google's Neural Machine Translation System, 2016, 4.1.
 */
export function createPieceFinder({ model }: WordPieceJson, pieceId: PieceId): (word: string) => number[] {
  const { continuing_subword_prefix: prefix, max_input_chars_per_word: mostInWord } = model;
  const unknown = pieceId(model.unk_token) as number;

  return (word) => {
    if (word.length > mostInWord && [...word].length > mostInWord) return [unknown];
    const ids: number[] = [];
    for (let start = 0; start < word.length; ) {
      const lead = start > 0 ? prefix.length : 0;
      const rest = start > 0 ? prefix + word.slice(start) : word;
      let end = rest.length;
      let id = pieceId(rest);
      while (id === undefined && --end > lead) {
        // Half of a surrogate pair is no character.
        if (!isHighSurrogate(rest.charCodeAt(end - 1))) id = pieceId(rest.slice(0, end));
      }
      if (id === undefined) return [unknown];
      ids.push(id);
      start += end - lead;
    }
    return ids;
  };
}

function isHighSurrogate(code: number): boolean {
  return (code & 0xfc00) === 0xd800;
}
