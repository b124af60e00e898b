import type { Span } from "./segment-in-blocks.ts";

/** A piece of a text that is never cut: a sentence, or a word of one that is too long. */
export interface Piece extends Span {
  tokens: number;
}

/** Pieces that are read together: from `first` up to, not including, `last`. Its offsets are those of its pieces. */
export interface PlannedPassage extends Span {
  first: number;
  last: number;
  /** Tokens of its pieces, added up. */
  tokens: number;
}

export interface PassagePlanOptions {
  /** Most tokens of a passage, at least 1. A piece that is longer is a passage of its own. */
  room: number;
  /** Most tokens of a passage's end that are read again at the start of the next one, at least 0. */
  overlap: number;
}

/**
 * Divides a text into passages: every piece is in one, as few passages as there can be, and of about equal length where that is
 * possible, so that none is a mere remainder. Each begins with as many whole pieces of the one before as `overlap` and `room` allow,
 * and ends later than it.
 *
 * @param pieces of the text, in order
 *
 * @example
 * const pieces = [4, 4, 2, 4].map((tokens, i) => ({ start: 10 * i, end: 10 * i + 9, tokens }));
 * const plan = planPassages(pieces, { room: 10, overlap: 0 });
 * plan.map(({ start, end, tokens }) => [start, end, tokens]); // => [[0, 19, 8], [20, 39, 6]]
 * const overlapping = planPassages(pieces, { room: 9, overlap: 4 });
 * overlapping.map(({ first, last }) => [first, last]); // => [[0, 2], [1, 3], [2, 4]]
 */
export function planPassages(pieces: readonly Piece[], options: PassagePlanOptions): PlannedPassage[] {
  const fewest = fill(pieces, options, Number.POSITIVE_INFINITY);
  const total = pieces.reduce((sum, { tokens }) => sum + tokens, 0);
  const even = fill(pieces, options, total / fewest.length);
  return even.length === fewest.length ? even : fewest;
}

/** Fills one passage after the other, each until its share of the whole is in one, or as far as there is room. */
function fill(pieces: readonly Piece[], { room, overlap }: PassagePlanOptions, share: number): PlannedPassage[] {
  const tokensAt = (at: number) => (pieces[at] as Piece).tokens;
  const passages: PlannedPassage[] = [];
  let covered = 0;
  for (let first = 0, last = 0, repeated = 0; last < pieces.length; ) {
    let tokens = repeated;
    do {
      tokens += tokensAt(last);
      covered += tokensAt(last);
      last++;
    } while (last < pieces.length && tokens + tokensAt(last) <= room && covered < share * (passages.length + 1));
    passages.push({ first, last, tokens, start: (pieces[first] as Piece).start, end: (pieces[last - 1] as Piece).end });
    if (last === pieces.length) break;
    // Back over whole pieces, as long as the next new one still fits behind them.
    const start = first;
    repeated = 0;
    for (first = last; first - 1 > start; first--) {
      const more = repeated + tokensAt(first - 1);
      if (more > overlap || more + tokensAt(last) > room) break;
      repeated = more;
    }
  }
  return passages;
}
