import fc from "fast-check";
import { marginalRelevance } from "secondpass/rank";
import { expect, test } from "vitest";

/** 0 and 1 are copies, 2 resembles them a little, 3 not at all. */
const alike = [
  [1, 1, 0.25, 0],
  [1, 1, 0.25, 0],
  [0.25, 0.25, 1, 0],
  [0, 0, 0, 1],
] as const;
const similarity = (a: number, b: number) => alike[a]?.[b] as number;
const relevance = [1, 0.875, 0.625, 0.375];

test("by hand: lambda 0.5", () => {
  // First 0. Then 1: 0.45 - 0.5 = -0.05; 2: 0.3 - 0.1 = 0.2; 3: 0.2 - 0 = 0.25, a tie for the earlier. Then 3 (0.2) before 1 (-0.05).
  expect(marginalRelevance(relevance, similarity, 0.5)).toEqual([0, 2, 3, 1]);
});

test("by hand: lambda 0.3 prefers the one that resembles none", () => {
  // 1: 0.2625 - 0.7; 2: 0.1875 - 0.175 = 0.0125; 3: 0.1125.
  expect(marginalRelevance(relevance, similarity, 0.3)).toEqual([0, 3, 2, 1]);
});

test("lambda 1 is relevance alone, and lambda 0 begins with the first", () => {
  expect(marginalRelevance(relevance, similarity, 1)).toEqual([0, 1, 2, 3]);
  expect(marginalRelevance(relevance, similarity, 0)).toEqual([0, 3, 2, 1]);
});

test("similarities below 0 count: an opposite adds more than a stranger", () => {
  // Against 0: 1 is a stranger (0), 2 an opposite (-1). 1: 0.5 x 0.9; 2: 0.5 x 0.5 + 0.5.
  const signed = (a: number, b: number) => (a + b === 2 ? -1 : 0);
  expect(marginalRelevance([1, 0.9, 0.5], signed, 0.5)).toEqual([0, 2, 1]);
});

test("count, and nothing at all", () => {
  expect(marginalRelevance(relevance, similarity, 0.5, 2)).toEqual([0, 2]);
  expect(marginalRelevance([], similarity, 0.5)).toEqual([]);
});

test("every position comes once, and each is asked about each taken one at most once", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (relevance) => {
      const asked = new Set<string>();
      const order = marginalRelevance(
        relevance,
        (a, b) => {
          expect(asked.has(`${a} ${b}`)).toBe(false);
          asked.add(`${a} ${b}`);
          return ((a * 7 + b * 7) % 5) / 5;
        },
        0.5,
      );
      expect(order.toSorted((a, b) => a - b)).toEqual([...relevance.keys()]);
    }),
  );
});
