import { asciiClass, asciiClasses } from "./ascii-classes.ts";
import { createOddWords } from "./odd-words.ts";
import { createPieceFinder, type PieceId } from "./piece-finder.ts";
import type { WordPieceJson } from "./word-piece-json.ts";
import { createWordTable } from "./word-table.ts";

/**
 * BERT's tokens of a text without added tokens: words between spaces and punctuation, each divided into pieces. ASCII is read in one
 * pass, without a string for any word that was seen before; a word that is not goes by way of the package, as does a text with a
 * capital sigma, whose lower case depends on what is beyond punctuation.
 * Devlin et al., BERT, 2019.
 */
export function createWordEncoder(file: WordPieceJson, pieceId: PieceId): (text: string) => number[] {
  const piecesOf = createPieceFinder(file, pieceId);
  const encodeOdd = createOddWords(file, piecesOf);
  const readWord = createWordTable(piecesOf, Boolean(file.normalizer.lowercase), encodeOdd);
  const alone = Int32Array.from(asciiClasses, (_, code) => piecesOf(String.fromCharCode(code))[0] as number);

  return (text) => {
    const ids: number[] = [];
    // Where what follows a space or punctuation began, in the text and in the tokens.
    let runStart = 0;
    let runIds = 0;
    for (let at = 0; at < text.length; ) {
      const code = text.charCodeAt(at);
      const kind = code < 128 ? (asciiClasses[code] as number) : asciiClass.other;
      if (kind === asciiClass.letter) {
        at = readWord(text, at, ids);
        continue;
      }
      if (kind === asciiClass.other) {
        at = endOfRun(text, at);
        ids.length = runIds;
        for (const id of encodeOdd(text.slice(runStart, at))) ids.push(id);
        continue;
      }
      if (kind === asciiClass.punctuation) ids.push(alone[code] as number);
      at++;
      runStart = at;
      runIds = ids.length;
    }
    return ids;
  };
}

/** The next space or punctuation in ASCII, or the end of the text. */
function endOfRun(text: string, start: number): number {
  for (let end = start; end < text.length; end++) {
    const kind = asciiClasses[text.charCodeAt(end)];
    if (kind === asciiClass.space || kind === asciiClass.punctuation) return end;
  }
  return text.length;
}
