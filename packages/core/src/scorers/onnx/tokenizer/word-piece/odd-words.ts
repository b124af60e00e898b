import { BertNormalizer, BertPreTokenizer } from "@huggingface/tokenizers";
import type { WordPieceJson } from "./word-piece-json.ts";

// Words with an accent or a curly apostrophe come back; whole paragraphs without a space do not.
const mostCharacters = 64;
const mostKept = 20_000;

/**
 * Tokens of what is between spaces and punctuation of ASCII and is no ASCII itself. The package normalises and splits it; it need not
 * see what is beyond them, since no rule of accents looks across one, nor any of lower case but that of the capital sigma.
 *
 * @param piecesOf ids of a word
 */
export function createOddWords(
  { normalizer }: WordPieceJson,
  piecesOf: (word: string) => readonly number[],
): (odd: string) => readonly number[] {
  const normalize = new BertNormalizer(normalizer);
  const split = new BertPreTokenizer();
  const kept = new Map<string, readonly number[]>();

  return (odd) => {
    const known = kept.get(odd);
    if (known) return known;
    const ids = split(normalize(odd)).flatMap(piecesOf);
    if (odd.length > mostCharacters) return ids;
    if (kept.size === mostKept) kept.clear();
    // A copy: a part of a string would keep the whole text in memory.
    kept.set(Buffer.from(odd, "utf16le").toString("utf16le"), ids);
    return ids;
  };
}
