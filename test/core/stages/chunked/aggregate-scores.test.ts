import fc from "fast-check";
import { expect, test } from "vitest";
import { type Aggregate, aggregateScores } from "../../../../packages/core/src/stages/chunked/aggregate-scores.ts";

const scores = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 1, maxLength: 30 });
const aggregate = fc.oneof(
  fc.constantFrom<Aggregate>("max", "mean", "first", "topMean", "decay", "softmax"),
  fc.integer({ min: 1, max: 40 }).map((topMean): Aggregate => ({ topMean })),
  fc.double({ min: 0, max: 1, noNaN: true }).map((decay): Aggregate => ({ decay })),
  fc.double({ min: 0.01, max: 100, noNaN: true }).map((softmax): Aggregate => ({ softmax })),
);
const rounding = 1e-9;

test.each<[Aggregate, number]>([
  ["max", 4],
  ["first", 1],
  ["mean", 2],
  ["topMean", 8 / 3],
  [{ topMean: 2 }, 3.5],
  [{ topMean: 9 }, 2],
  // 4 + 3/2 + 1/4 + 0/8, over 1 + 1/2 + 1/4 + 1/8.
  ["decay", 5.75 / 1.875],
  [{ decay: 0 }, 4],
  [{ decay: 1 }, 2],
  ["softmax", Math.log((Math.E + Math.E ** 4 + Math.E ** 3 + 1) / 4)],
  [{ softmax: 0.001 }, 4 + 0.001 * Math.log(1 / 4)],
])("of 1, 4, 3, 0 by hand: %j is %d", (aggregate, expected) => {
  expect(aggregateScores([1, 4, 3, 0], aggregate)).toBeCloseTo(expected, 12);
});

test("one passage keeps its score to the last bit", () => {
  expect(aggregateScores([-0], "mean")).toBe(-0);
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), aggregate, (score, aggregate) => {
      expect(aggregateScores([score], aggregate)).toBe(score);
    }),
  );
});

test("between the least and the best, so that every scale stays what it is", () => {
  fc.assert(
    fc.property(scores, aggregate, (scores, aggregate) => {
      const score = aggregateScores(scores, aggregate);
      expect(score).toBeGreaterThanOrEqual(Math.min(...scores) - rounding);
      expect(score).toBeLessThanOrEqual(Math.max(...scores) + rounding);
    }),
  );
});

test("never lower because a passage is better", () => {
  const rise = fc.double({ min: 0, max: 10, noNaN: true });
  fc.assert(
    fc.property(scores, fc.nat(), rise, aggregate, (scores, at, rise, aggregate) => {
      const better = scores.map((score, i) => (i === at % scores.length ? score + rise : score));
      expect(aggregateScores(better, aggregate)).toBeGreaterThanOrEqual(aggregateScores(scores, aggregate) - rounding);
    }),
  );
});

test("softmax goes from the best to the mean, and does not overflow", () => {
  expect(aggregateScores([5, 1, 0], { softmax: 1e-6 })).toBeCloseTo(5, 4);
  expect(aggregateScores([5, 1, 0], { softmax: 1e6 })).toBeCloseTo(2, 4);
  expect(aggregateScores([9_000, -9_000], { softmax: 0.1 })).toBeCloseTo(9_000, 0);
});
