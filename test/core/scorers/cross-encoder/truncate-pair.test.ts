import fc from "fast-check";
import { expect, test } from "vitest";
import { truncatePair } from "../../../../packages/core/src/scorers/cross-encoder/truncate-pair.ts";

const cases = fc.record({
  query: fc.integer({ min: 1, max: 700 }),
  document: fc.integer({ min: 0, max: 700 }),
  room: fc.integer({ min: 2, max: 600 }),
});

test("never more than the room, never more than there is, and some of the query always", () => {
  fc.assert(
    fc.property(cases, ({ query, document, room }) => {
      const kept = truncatePair(query, document, room);
      expect(kept.query + kept.document).toBeLessThanOrEqual(room);
      expect(kept.query <= query && kept.document <= document).toBe(true);
      expect(kept.query).toBeGreaterThanOrEqual(1);
    }),
  );
});

test("no room is left empty while something is cut", () => {
  fc.assert(
    fc.property(cases, ({ query, document, room }) => {
      const kept = truncatePair(query, document, room);
      expect(kept.query + kept.document).toBe(Math.min(room, query + document));
    }),
  );
});

test("a document keeps at least half of the room, or all of itself", () => {
  fc.assert(
    fc.property(cases, ({ query, document, room }) => {
      expect(truncatePair(query, document, room).document).toBeGreaterThanOrEqual(Math.min(document, room / 2));
    }),
  );
});

test("within one token of longest_first as the Rust tokenizers cut it", () => {
  fc.assert(
    fc.property(cases, ({ query, document, room }) => {
      const [rustQuery] = longestFirst(query, document, room);
      // Rust gives the odd token of the room to the longer text, here it is the document's.
      expect(Math.abs(truncatePair(query, document, room).query - rustQuery)).toBeLessThanOrEqual(room % 2);
    }),
  );
});

/** The closed form of `longest_first` in huggingface/tokenizers. */
function longestFirst(query: number, document: number, room: number): [number, number] {
  if (query + document <= room) return [query, document];
  const floor = Math.floor(room / 2);
  const rest = room - floor;
  const shorter = Math.min(query, document);
  if (shorter > room) return [floor, rest];
  const longer = Math.max(shorter, room - shorter);
  if (longer + shorter > room) return query > document ? [rest, floor] : [floor, rest];
  return query > document ? [longer, shorter] : [shorter, longer];
}
