import fc from "fast-check";
import { fuseRanks } from "secondpass/rank";
import { expect, test } from "vitest";

test("by hand: three lists at k = 60", () => {
  // a: 1/61 + 1/63; b: 1/62 + 1/61; c: 1/63; d: 1/62 + 1/61.
  const fused = fuseRanks([["a", "b", "c"], ["b", "d", "a"], ["d"]]);
  expect([...fused]).toEqual([
    ["b", 1 / 62 + 1 / 61],
    ["d", 1 / 62 + 1 / 61],
    ["a", 1 / 63 + 1 / 61],
    ["c", 1 / 63],
  ]);
});

test("by hand: k = 0, and weights", () => {
  // a: 2 x 1; b: 2 x 1/2 + 0.5 x 1; c: 0.5 x 1/2.
  expect([
    ...fuseRanks(
      [
        ["a", "b"],
        ["b", "c"],
      ],
      { k: 0, weights: [2, 0.5] },
    ),
  ]).toEqual([
    ["a", 2],
    ["b", 1.5],
    ["c", 0.25],
  ]);
});

test("ranks begin at 1, and a list that lacks a key adds nothing, not the rank behind its last", () => {
  // Counted from 0, or with a last rank for the absent, these would be 1/60 or more than 1/61.
  expect(fuseRanks([["a"], ["b"]]).get("a")).toBe(1 / 61);
});

test("a key that a list repeats takes one rank there and counts once", () => {
  // Chunks of one document under one id: five times a rank each would put it above what two lists agree on.
  const fused = fuseRanks([["a", "a", "a", "b"], ["b"]]);
  expect(fused.get("a")).toBe(1 / 61);
  expect(fused.get("b")).toBe(1 / 62 + 1 / 61);
  expect([...fused.keys()]).toEqual(["b", "a"]);
});

test("ties go to the earlier list, and in it to the earlier rank", () => {
  expect([
    ...fuseRanks([
      ["a", "b"],
      ["b", "a"],
    ]).keys(),
  ]).toEqual(["a", "b"]);
  expect([
    ...fuseRanks([
      ["b", "a"],
      ["a", "b"],
    ]).keys(),
  ]).toEqual(["b", "a"]);
  expect([...fuseRanks([["p", "q"], ["r"]]).keys()]).toEqual(["p", "r", "q"]);
});

test("the same ranks in other lists are an exact tie: rounding decides nothing", () => {
  const at = (rank: number) => 1 / (60 + rank);
  // Added up as the lists come, these differ in the last bit.
  expect(at(1) + at(2) + at(7)).not.toBe(at(7) + at(1) + at(2));
  const fused = fuseRanks([
    ["x", "y", "a", "b", "c", "d", "z"],
    ["z", "x", "e", "f", "g", "h", "y"],
    ["y", "z", "i", "j", "k", "l", "x"],
  ]);
  expect(fused.get("y")).toBe(fused.get("x"));
  expect(fused.get("z")).toBe(fused.get("x"));
});

test("no lists, empty lists", () => {
  expect([...fuseRanks([])]).toEqual([]);
  expect([...fuseRanks([[], ["a"], []]).keys()]).toEqual(["a"]);
});

test("every key comes out once, best first, whatever goes in", () => {
  const lists = fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 15 }), { maxLength: 5 });
  fc.assert(
    fc.property(lists, (lists) => {
      const fused = fuseRanks(lists);
      expect(new Set(fused.keys())).toEqual(new Set(lists.flat()));
      const scores = [...fused.values()];
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    }),
  );
});

test("shuffling the lists changes no score", () => {
  const lists = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 15 }), { maxLength: 5 });
  fc.assert(
    fc.property(lists, (lists) => {
      const reversed = fuseRanks(lists.toReversed());
      for (const [key, score] of fuseRanks(lists)) expect(reversed.get(key)).toBe(score);
    }),
  );
});
