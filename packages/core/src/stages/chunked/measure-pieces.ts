import { forEachInTurns } from "../../io/for-each-in-turns.ts";
import { estimateTokens } from "../../rank/index.ts";
import type { Piece } from "./plan-passages.ts";
import type { Span } from "./segment-in-blocks.ts";
import { type Granularity, splitText } from "./split-text.ts";
import type { TokenGauge } from "./token-gauge.ts";

/** A text that is to be divided, and the most tokens of one part. */
export interface LongText {
  text: string;
  room: number;
}

const granularities: readonly Granularity[] = ["sentence", "clause", "run", "word", "grapheme"];

// Where neither sentence nor clause ends, a place more or less does not matter: measuring every word would cost more than reading it.
const groupShare = 1 / 10;

/**
 * The pieces of texts, with their tokens: sentences, of those that are too long the clauses, and of clauses that are too long groups of
 * words, in unbroken text of characters. All texts are measured together.
 */
export async function measurePieces(
  texts: readonly LongText[],
  gauge: Pick<TokenGauge, "measure">,
  signal: AbortSignal,
): Promise<Piece[][]> {
  let pieces: Piece[][] = texts.map(({ text }) => [{ start: 0, end: text.length, tokens: Number.POSITIVE_INFINITY }]);
  for (const granularity of granularities) {
    const tooLong = texts.flatMap(({ text, room }, at) =>
      (pieces[at] as Piece[]).filter(({ tokens }) => tokens > room).map((piece) => ({ text, room, piece })),
    );
    const parts: { whole: Piece; part: Span; text: string }[] = [];
    await forEachInTurns(tooLong, signal, ({ text, room, piece: whole }) => {
      for (const { start, end } of split(text.slice(whole.start, whole.end), granularity, room)) {
        const part = { start: whole.start + start, end: whole.start + end };
        parts.push({ whole, part, text: text.slice(part.start, part.end) });
      }
    });
    const tokens = await gauge.measure(parts.map(({ text }) => text));
    const partsOf = new Map<Piece, Piece[]>(tooLong.map(({ piece }) => [piece, []]));
    parts.forEach(({ whole, part }, i) => void partsOf.get(whole)?.push({ ...part, tokens: tokens[i] as number }));
    pieces = pieces.map((list) => list.flatMap((piece) => partsOf.get(piece) ?? [piece]));
  }
  return pieces;
}

function split(text: string, granularity: Granularity, room: number): Span[] {
  const spans = splitText(text, granularity);
  if (granularity === "sentence" || granularity === "clause") return spans;
  const groups: Span[] = [];
  let group: Span | undefined;
  for (const { start, end } of spans) {
    if (group && estimateTokens(text.slice(group.start, end)) <= room * groupShare) {
      group.end = end;
    } else {
      group = { start, end };
      groups.push(group);
    }
  }
  return groups;
}
