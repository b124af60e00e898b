import fc from "fast-check";
import { marginOf } from "secondpass/rank";
import { expect, test } from "vitest";

const documentsOf = (scores: readonly (number | undefined)[]) =>
  scores.map((score) => ({ text: "any", ...(score !== undefined && { score }) }));
const falling = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 50 })
  .map((scores) => scores.toSorted((a, b) => b - a));

test("first to third, as it is, over the range, over the deviation", () => {
  // Mean 5, squared distances 25, 4, 4, 25: a deviation of the root of 14.5.
  const documents = documentsOf([10, 7, 3, 0]);
  expect(marginOf(documents, { normalise: "none" })).toBe(7);
  expect(marginOf(documents, { normalise: "range" })).toBe(0.7);
  expect(marginOf(documents)).toBeCloseTo(7 / Math.sqrt(14.5), 12);
  expect(marginOf(documents, { between: [1, 2], normalise: "none" })).toBe(3);
  expect(marginOf(documents, { between: [2, 4], normalise: "none" })).toBe(7);
});

test("nobody can tell without a score each, or with too few documents", () => {
  expect(marginOf(documentsOf([3, 2, undefined]))).toBeUndefined();
  expect(marginOf(documentsOf([3, 2, Number.NaN]))).toBeUndefined();
  expect(marginOf(documentsOf([3, 2]))).toBeUndefined();
  // Mean 2.5, deviation 0.5.
  expect(marginOf(documentsOf([3, 2]), { between: [1, 2] })).toBe(2);
  expect(marginOf([])).toBeUndefined();
});

test("equal scores have no margin, on whatever scale", () => {
  for (const normalise of ["none", "range", "deviation"] as const) {
    expect(marginOf(documentsOf([4, 4, 4, 4]), { normalise })).toBe(0);
  }
});

test("over the range it is within 0 and 1; neither shift nor scale of the scores changes that or the one over the deviation", () => {
  fc.assert(
    fc.property(falling, fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 9 }), (scores, shift, scale) => {
      const scaled = documentsOf(scores.map((score) => score * scale + shift));
      const range = marginOf(documentsOf(scores), { normalise: "range" }) as number;
      expect(range).toBeGreaterThanOrEqual(0);
      expect(range).toBeLessThanOrEqual(1);
      expect(marginOf(scaled, { normalise: "range" })).toBeCloseTo(range, 9);
      expect(marginOf(scaled)).toBeCloseTo(marginOf(documentsOf(scores)) as number, 6);
    }),
  );
});

test("an order that is not that of the scores has a margin below 0: nobody is sure of that", () => {
  expect(marginOf(documentsOf([1, 2, 3, 0]))).toBeLessThan(0);
});
