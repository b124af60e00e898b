import fc from "fast-check";
import { expect, test } from "vitest";
import { minMax, moments, zScores } from "../../../packages/core/src/rank/normalise.ts";

test("moments by hand: 2, 4, 4, 4, 5, 5, 7, 9 have mean 40 / 8 and deviation sqrt(32 / 8)", () => {
  expect(moments([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, deviation: 2 });
});

test("z-scores by hand: (2 - 5) / 2 = -1.5, (9 - 5) / 2 = 2", () => {
  expect(zScores([2, 4, 4, 4, 5, 5, 7, 9])).toEqual([-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]);
});

test("z-scores have mean 0 and deviation 1 and keep the order", () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2 }).filter((list) => new Set(list).size > 1);
  fc.assert(
    fc.property(values, (values) => {
      const z = zScores(values);
      const { mean, deviation } = moments(z);
      expect(mean).toBeCloseTo(0, 9);
      expect(deviation).toBeCloseTo(1, 9);
      values.forEach((a, i) => {
        values.forEach((b, j) => {
          expect(Math.sign((z[i] as number) - (z[j] as number))).toBe(Math.sign(a - b));
        });
      });
    }),
    { numRuns: 50 },
  );
});

test("equal values become 0, also where summing them leaves rounding noise", () => {
  expect(zScores([0.1, 0.1, 0.1])).toEqual([0, 0, 0]);
  expect(zScores([1e9 / 3, 1e9 / 3, 1e9 / 3, 1e9 / 3, 1e9 / 3])).toEqual([0, 0, 0, 0, 0]);
  expect(zScores([7])).toEqual([0]);
  expect(zScores([])).toEqual([]);
});

test("minMax by hand: 2, 4, 4, 9 over a range of 7; equal values become 1", () => {
  expect(minMax([2, 4, 4, 9])).toEqual([0, 2 / 7, 2 / 7, 1]);
  expect(minMax([-3, -1])).toEqual([0, 1]);
  expect(minMax([0.1 + 0.2, 0.3])).toEqual([1, 1]);
  expect(minMax([7])).toEqual([1]);
  expect(minMax([])).toEqual([]);
});
