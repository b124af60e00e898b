import { expect, test } from "vitest";
import { measureDrift } from "../../packages/cli/src/measure-drift.ts";

test("equal scores do not drift", () => {
  const rows = [
    [1, 2, 3],
    [0, -1, 5],
  ];
  expect(measureDrift(rows, rows)).toMatchObject({ pairs: 6, largest: 0, mean: 0, rankCorrelation: 1, top10Overlap: 1 });
});

test("differences, deviation and order are those of a hand calculation", () => {
  // Differences 0, 0.5, 1: mean 0.5. Logits 0, 1, 2: deviation sqrt(2/3). Orders 0 < 1 < 2 and 0 < 2 < 1 (0, 1.5, 1):
  // Spearman = 1 - 6 * (0 + 1 + 1) / (3 * 8) = 0.5.
  const drift = measureDrift([[0, 1, 2]], [[0, 1.5, 1]]);
  expect(drift.largest).toBe(1);
  expect(drift.mean).toBeCloseTo(0.5);
  expect(drift.deviation).toBeCloseTo(Math.sqrt(2 / 3));
  expect(drift.rankCorrelation).toBeCloseTo(0.5);
});

test("a model that no longer tells documents apart agrees with nothing", () => {
  expect(measureDrift([[1, 2, 3]], [[7, 7, 7]]).rankCorrelation).toBe(0);
});

test("the top ten are compared by who is in them", () => {
  const original = Array.from({ length: 20 }, (_, i) => -i);
  const changed = original.map((score, i) => (i < 5 ? -100 - i : score));
  // Five of the ten were sent to the end.
  expect(measureDrift([original], [changed]).top10Overlap).toBe(0.5);
});
