import fc from "fast-check";
import { expect, test } from "vitest";
import { blendScores } from "../../../packages/core/src/rank/blend-scores.ts";

const score = fc.integer({ min: -1000, max: 1000 });
const pairs = fc.array(fc.record({ model: score, firstStage: score }), { minLength: 2 });
const weight = fc.double({ min: 0, max: 1, noNaN: true });

/** Mean and deviation, written out once more: the code under test must not check itself. */
function spread(values: readonly number[]) {
  const mean = values.reduce((a, b) => a + b) / values.length;
  return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) };
}

const isConstant = (values: readonly number[]) => new Set(values).size === 1;
const columns = (rows: { model: number; firstStage: number }[]) => ({
  model: rows.map((row) => row.model),
  firstStage: rows.map((row) => row.firstStage),
});

test("the order is that of (1 - w) z(model) + w z(first stage)", () => {
  fc.assert(
    fc.property(pairs, weight, (rows, weight) => {
      const { model, firstStage } = columns(rows);
      fc.pre(!isConstant(model) && !isConstant(firstStage));
      const m = spread(model);
      const f = spread(firstStage);
      const mixed = rows.map(
        (row) => ((1 - weight) * (row.model - m.mean)) / m.deviation + (weight * (row.firstStage - f.mean)) / f.deviation,
      );
      const blended = blendScores(model, firstStage, weight);
      mixed.forEach((a, i) => {
        mixed.forEach((b, j) => {
          // Closer together than rounding can tell, either order is right.
          if (a - b > 1e-9) expect(blended[i]).toBeGreaterThan(blended[j] as number);
        });
      });
    }),
    { numRuns: 50 },
  );
});

test("blended scores stay on the model's scale: same mean, no wider spread", () => {
  fc.assert(
    fc.property(pairs, weight, (rows, weight) => {
      const { model, firstStage } = columns(rows);
      const before = spread(model);
      const after = spread(blendScores(model, firstStage, weight));
      expect(after.mean).toBeCloseTo(before.mean, 6);
      expect(after.deviation).toBeLessThanOrEqual(before.deviation + 1e-6);
    }),
  );
});

test("weight 0 is the model alone, exactly", () => {
  fc.assert(
    fc.property(pairs, (rows) => {
      const { model, firstStage } = columns(rows);
      expect(blendScores(model, firstStage, 0)).toEqual(model);
    }),
  );
});

test("weight 1 is the first stage alone, on the model's scale", () => {
  // Model 0 and 4: mean 2, deviation 2. First stage 10 and 30: z -1 and 1. So 2 - 2 and 2 + 2.
  expect(blendScores([4, 0], [10, 30], 1)).toEqual([0, 4]);
});

test("a first stage that cannot tell the documents apart keeps the model's order", () => {
  // z(first stage) is 0: each score moves towards the mean, 2, by a quarter.
  expect(blendScores([0, 4], [5, 5], 0.25)).toEqual([0.5, 3.5]);
});

test("a model that cannot tell the documents apart leaves a tie, which keeps first-stage order", () => {
  const scores = blendScores([3, 3, 3], [1, 9, 5], 0.3);
  expect(new Set(scores).size).toBe(1);
  expect(scores[0]).toBeCloseTo(3, 12);
});

test("one document keeps its score; none have none", () => {
  expect(blendScores([-1.5], [12], 0.3)[0]).toBeCloseTo(-1.5, 12);
  expect(blendScores([], [], 0.3)).toEqual([]);
});
