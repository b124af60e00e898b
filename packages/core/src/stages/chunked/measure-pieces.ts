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
    const parts: Part[] = [];
    // A long text is looked at in turns, part by part: the main thread has other calls to serve.
    await forEachInTurns(partsOf(tooLong, granularity), signal, (part) => parts.push(part));
    const tokens = await gauge.measure(parts.map(({ text }) => text));
    const divided = new Map<Piece, Piece[]>(tooLong.map(({ piece }) => [piece, []]));
    parts.forEach(({ whole, start, end }, i) => void divided.get(whole)?.push({ start, end, tokens: tokens[i] as number }));
    pieces = pieces.map((list) => list.flatMap((piece) => divided.get(piece) ?? [piece]));
  }
  return pieces;
}

/** Part of a piece that is too long. */
interface Part extends Span {
  whole: Piece;
  text: string;
}

function* partsOf(tooLong: readonly (LongText & { piece: Piece })[], granularity: Granularity): Generator<Part> {
  for (const { text, room, piece: whole } of tooLong) {
    const spans = splitText(text.slice(whole.start, whole.end), granularity);
    const isSense = granularity === "sentence" || granularity === "clause";
    for (const span of isSense ? spans : groupSpans(spans, text.slice(whole.start, whole.end), room * groupShare)) {
      const [start, end] = [whole.start + span.start, whole.start + span.end];
      yield { whole, start, end, text: text.slice(start, end) };
    }
  }
}

/** Neighbours together, as long as they have no more than so many tokens by estimate. */
function* groupSpans(spans: Iterable<Span>, text: string, mostTokens: number): Generator<Span> {
  let group: Span | undefined;
  for (const { start, end } of spans) {
    if (group && estimateTokens(text.slice(group.start, end)) <= mostTokens) {
      group = { start: group.start, end };
      continue;
    }
    if (group) yield group;
    group = { start, end };
  }
  if (group) yield group;
}
