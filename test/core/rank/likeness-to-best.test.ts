import fc from "fast-check";
import { likenessToBest } from "secondpass/rank";
import { expect, test } from "vitest";

/** Similarities by hand, of a triangle of numbers. */
const of = (rows: number[][]) => (a: number, b: number) => (rows[Math.max(a, b)] as number[])[Math.min(a, b)] as number;
const similarity = of([[], [0.2], [0.6, 0.3]]);

test("by hand: one candidate is the best by far", () => {
  // z of [4, 0, 0] is 1.41, -0.71 and -0.71: the others weigh e^-21, which is nothing. The best is as like itself as its nearest neighbour.
  expect(likenessToBest([4, 0, 0], similarity)).toEqual([0.6, 0.2, 0.6]);
});

test("by hand: two are as good as each other", () => {
  // Each of the best counts one half: 0 is as like as its neighbour 2 to itself and 0.2 to 1; 1 is 0.2 to 0, and 0.3, as its neighbour 2, to itself.
  const [first, second, third] = likenessToBest([4, 4, 0], similarity);
  expect(first).toBeCloseTo((0.6 + 0.2) / 2, 12);
  expect(second).toBeCloseTo((0.2 + 0.3) / 2, 12);
  expect(third).toBeCloseTo((0.6 + 0.3) / 2, 12);
});

test("by hand: a second that is a tenth of a deviation behind weighs e^-1", () => {
  // Deviation of these four is 1, and their mean 0.
  const scores = [1.05, 0.95, -1, -1];
  const deviation = Math.sqrt((1.05 ** 2 + 0.95 ** 2 + 2) / 4);
  const weight = Math.exp((-10 * 0.1) / deviation);
  const likeness = likenessToBest(scores, (a, b) => (a + b === 2 ? 0.5 : 0));
  // Only 0 and 2 are alike: 2 is like the best, and 1 like none.
  expect(likeness[2]).toBeCloseTo(0.5 / (1 + weight), 12);
  expect(likeness[1]).toBe(0);
});

test("where scores are equal no candidate is the best", () => {
  expect(likenessToBest([2, 2, 2], similarity)).toEqual([0, 0, 0]);
  expect(likenessToBest([2], similarity)).toEqual([0]);
  expect(likenessToBest([], similarity)).toEqual([]);
});

test("at most twenty are asked about, the first of equal ones", () => {
  const asked = new Set<number>();
  const scores = Array.from({ length: 50 }, (_, i) => (i < 40 ? 1 : 0));
  likenessToBest(scores, (a, b) => {
    asked.add(b);
    return a === b ? 1 : 0;
  });
  expect([...asked]).toEqual(Array.from({ length: 20 }, (_, i) => i));
});

test("likeness stays within the similarities, and does not depend on the scale of the scores", () => {
  const scores = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 40 });
  const alike = (a: number, b: number) => ((Math.min(a, b) * 7 + Math.max(a, b) * 3) % 11) / 11;
  fc.assert(
    fc.property(scores, (given) => {
      const likeness = likenessToBest(given, alike);
      const scaled = likenessToBest(
        given.map((score) => 4 * score - 8),
        alike,
      );
      expect(likeness.every((value) => value >= 0 && value <= 1)).toBe(true);
      for (const [i, value] of likeness.entries()) expect(scaled[i]).toBeCloseTo(value, 9);
    }),
  );
});
