import { forEachInTurns } from "../../io/for-each-in-turns.ts";
import type { Piece } from "./plan-passages.ts";
import { type Granularity, splitText } from "./split-text.ts";
import type { TokenGauge } from "./token-gauge.ts";

/** A text that is to be divided, and the most tokens of one part. */
export interface LongText {
  text: string;
  room: number;
}

const granularities: readonly Granularity[] = ["sentence", "word", "grapheme"];

/**
 * The pieces of texts, with their tokens: sentences, of those that are too long the words, and of words that are too long the
 * characters. All texts are measured together.
 */
export async function measurePieces(
  texts: readonly LongText[],
  gauge: Pick<TokenGauge, "measure">,
  signal: AbortSignal,
): Promise<Piece[][]> {
  let pieces: Piece[][] = texts.map(({ text }) => [{ start: 0, end: text.length, tokens: Number.POSITIVE_INFINITY }]);
  for (const granularity of granularities) {
    const tooLong = texts.flatMap(({ text, room }, at) =>
      (pieces[at] as Piece[]).filter(({ tokens }) => tokens > room).map((piece) => ({ text, piece })),
    );
    const parts: { whole: Piece; part: Piece; text: string }[] = [];
    await forEachInTurns(tooLong, signal, ({ text, piece }) => {
      for (const { start, end } of splitText(text.slice(piece.start, piece.end), granularity)) {
        const part = { start: piece.start + start, end: piece.start + end, tokens: 0 };
        parts.push({ whole: piece, part, text: text.slice(part.start, part.end) });
      }
    });
    const tokens = await gauge.measure(parts.map(({ text }) => text));
    const partsOf = new Map<Piece, Piece[]>(tooLong.map(({ piece }) => [piece, []]));
    parts.forEach(({ whole, part }, i) => void partsOf.get(whole)?.push({ ...part, tokens: tokens[i] as number }));
    pieces = pieces.map((list) => list.flatMap((piece) => partsOf.get(piece) ?? [piece]));
  }
  return pieces;
}
