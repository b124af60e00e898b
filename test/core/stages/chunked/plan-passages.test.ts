import fc from "fast-check";
import { expect, test } from "vitest";
import { type Piece, planPassages } from "../../../../packages/core/src/stages/chunked/plan-passages.ts";

/** Pieces of these lengths, one after the other with a space between. */
function piecesOf(lengths: readonly number[]): Piece[] {
  let start = 0;
  return lengths.map((tokens) => {
    const piece = { start, end: start + tokens, tokens };
    start = piece.end + 1;
    return piece;
  });
}

const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 120 }).map(piecesOf);
const options = fc.record({ room: fc.integer({ min: 1, max: 120 }), overlap: fc.integer({ min: 0, max: 60 }) });
const tokensOf = (some: readonly Piece[]) => some.reduce((sum, { tokens }) => sum + tokens, 0);

test("every piece is in a passage, in order, and passages are their pieces", () => {
  fc.assert(
    fc.property(pieces, options, (pieces, options) => {
      const passages = planPassages(pieces, options);
      expect(passages[0]?.first ?? 0).toBe(0);
      expect(passages.at(-1)?.last ?? 0).toBe(pieces.length);
      passages.forEach(({ first, last, start, end, tokens }, i) => {
        const before = passages[i - 1];
        // No gap, and each brings something new at both ends.
        if (before) expect(first > before.first && first <= before.last && last > before.last).toBe(true);
        const own = pieces.slice(first, last);
        expect({ start, end, tokens }).toEqual({ start: own[0]?.start, end: own.at(-1)?.end, tokens: tokensOf(own) });
      });
    }),
  );
});

test("no passage is longer than the room, but for a piece that is so alone", () => {
  fc.assert(
    fc.property(pieces, options, (pieces, options) => {
      for (const { first, last, tokens } of planPassages(pieces, options)) {
        expect(tokens <= options.room || last - first === 1).toBe(true);
      }
    }),
  );
});

test("a passage begins with as much of the one before as was asked for, in whole pieces", () => {
  fc.assert(
    fc.property(pieces, options, (pieces, { room, overlap }) => {
      const passages = planPassages(pieces, { room, overlap });
      passages.slice(1).forEach(({ first }, i) => {
        const before = passages[i] as (typeof passages)[number];
        const repeated = tokensOf(pieces.slice(first, before.last));
        expect(repeated).toBeLessThanOrEqual(overlap);
        // One piece more would be too much, or leave no room for anything new, or be the whole passage again.
        const more = repeated + (pieces[first - 1]?.tokens ?? 0);
        const next = pieces[before.last]?.tokens ?? 0;
        expect(first - 1 === before.first || more > overlap || more + next > room).toBe(true);
      });
    }),
  );
});

test("a text that fits is one passage, and without overlap there are as few as there can be", () => {
  fc.assert(
    fc.property(pieces, fc.integer({ min: 40, max: 120 }), (pieces, room) => {
      const count = planPassages(pieces, { room, overlap: 0 }).length;
      if (tokensOf(pieces) <= room) expect(count).toBe(pieces.length > 0 ? 1 : 0);
      // Two neighbours of the fewest together exceed the room, so that half of the room is the least that a pair leaves unused.
      let [fewest, used] = [pieces.length > 0 ? 1 : 0, 0];
      for (const { tokens } of pieces) {
        if (used + tokens > room) [fewest, used] = [fewest + 1, 0];
        used += tokens;
      }
      expect(count).toBe(fewest);
    }),
  );
});

test("by hand: 21 sentences of 7 tokens in a room of 30", () => {
  // Four fit, so six passages; of 21 each has three or four, where filling them would leave one for the last.
  const passages = planPassages(piecesOf(new Array(21).fill(7)), { room: 30, overlap: 0 });
  expect(passages.map(({ first, last }) => last - first)).toEqual([4, 3, 4, 3, 4, 3]);
});
