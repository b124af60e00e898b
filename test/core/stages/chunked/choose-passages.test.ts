import fc from "fast-check";
import { expect, test } from "vitest";
import { choosePassages } from "../../../../packages/core/src/stages/chunked/choose-passages.ts";

const { signal } = new AbortController();
const all = { perDocument: Number.POSITIVE_INFINITY, perCall: Number.POSITIVE_INFINITY, keep: "words" } as const;
const texts = [
  ["iron", "install rust", "bread", "rust"],
  ["bread", "rust", "iron"],
];

test("without a limit that is reached, all are read", async () => {
  expect(await choosePassages("install rust", texts, { ...all, perDocument: 4, perCall: 7 }, signal)).toEqual([
    [0, 1, 2, 3],
    [0, 1, 2],
  ]);
});

test("those with the most words of the query, in the document's order; of those with as many the earlier", async () => {
  const choose = (perDocument: number) => choosePassages("install rust", texts, { ...all, perDocument }, signal);
  expect(await choose(1)).toEqual([[1], [1]]);
  expect(await choose(2)).toEqual([
    [1, 3],
    [0, 1],
  ]);
});

test("or those that come first", async () => {
  expect(await choosePassages("install rust", texts, { ...all, perDocument: 2, keep: "first" }, signal)).toEqual([
    [0, 1],
    [0, 1],
  ]);
});

test("a limit of the call is shared: each document's best, then each one's second", async () => {
  const choose = (perCall: number) => choosePassages("install rust", texts, { ...all, perCall }, signal);
  expect(await choose(3)).toEqual([[1, 3], [1]]);
  expect(await choose(5)).toEqual([
    [0, 1, 3],
    [0, 1],
  ]);
  // Nobody is left out, whatever the limit.
  expect(await choose(1)).toEqual([[1], [1]]);
  expect(await choose(-3)).toEqual([[1], [1]]);
});

test("whatever the limits: they are kept, every document is read, and none is read twice", async () => {
  const count = fc.integer({ min: 1, max: 6 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(count, { maxLength: 6 }),
      count,
      fc.integer({ min: 1, max: 30 }),
      async (counts, perDocument, perCall) => {
        const texts = counts.map((count) => Array.from({ length: count }, (_, i) => (i % 2 ? "rust" : "iron")));
        const chosen = await choosePassages("rust", texts, { perDocument, perCall, keep: "words" }, signal);
        chosen.forEach((positions, at) => {
          expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
          expect(positions.length >= 1 && positions.length <= Math.min(perDocument, counts[at] as number)).toBe(true);
        });
        const wanted = counts.reduce((sum, count) => sum + Math.min(count, perDocument), 0);
        expect(chosen.flat().length).toBe(Math.max(counts.length, Math.min(wanted, perCall)));
      },
    ),
  );
});
