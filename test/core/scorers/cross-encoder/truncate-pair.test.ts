import { readFile } from "node:fs/promises";
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

test("longest_first keeps what the Rust tokenizers keep, in 2,000 cases that they computed", async () => {
  const file = new URL("../../../golden/fixtures/longest-first.json", import.meta.url);
  const rows: number[][] = JSON.parse(await readFile(file, "utf8"));
  expect(rows).toHaveLength(2000);
  // By make_golden.py: [query, document, room, special tokens, kept of the query, kept of the document].
  for (const [query, document, room, special, keptQuery, keptDocument] of rows as [
    number,
    number,
    number,
    number,
    number,
    number,
  ][]) {
    const kept = truncatePair(query, document, room, "longest_first", room + special);
    expect(kept, `${query} + ${document} in ${room}`).toEqual({ query: keptQuery, document: keptDocument });
  }
});

test("longest_first takes token by token from the longer text", () => {
  fc.assert(
    fc.property(cases, ({ query, document, room }) => {
      // Beyond the window nothing is compared, see above.
      fc.pre(Math.min(query, document) < room);
      expect(truncatePair(query, document, room, "longest_first")).toEqual(cutOneByOne(query, document, room));
    }),
  );
});

test("both ways keep the same, but for the odd token of the room", () => {
  fc.assert(
    fc.property(cases, ({ query, document, room }) => {
      const difference = truncatePair(query, document, room).query - truncatePair(query, document, room, "longest_first").query;
      expect(Math.abs(difference)).toBeLessThanOrEqual(room % 2);
    }),
  );
});

/** Which of two equal texts loses the next token decides who has the odd one: whoever was longer at first. */
function cutOneByOne(query: number, document: number, room: number) {
  const kept = { query, document };
  while (kept.query + kept.document > room) {
    if (kept.query > kept.document || (kept.query === kept.document && query <= document)) kept.query--;
    else kept.document--;
  }
  return kept;
}
