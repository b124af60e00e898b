import { detectableEffect, powerOf, randomisationTest, sampleSize } from "@secondpass/eval";
import { seededRandom } from "secondpass/adapter";
import { expect, test } from "vitest";

// The paired t-test's power by scipy.stats.nct 1.10: 1 - F(t, n - 1, d sqrt n) + F(-t, n - 1, d sqrt n).
test.each([
  [2, 3, 0.26077071422405057],
  [5, 2, 0.9088848681009395],
  [15, 0.8, 0.8213105387243314],
  [33, 0.5, 0.7953658414875044],
  [34, 0.5, 0.8077775012792737],
  [50, 0.3, 0.5476570399926961],
  [199, 0.2, 0.8016910240377381],
  [3142, 0.05, 0.8000667584554338],
  [10_000, 0.028, 0.7994814711613067],
])("%i queries notice %f standard deviations with a power of %f", (queries, effect, expected) => {
  expect(powerOf({ standardDeviation: 1, queries, effect })).toBeCloseTo(expected, 6);
  expect(powerOf({ standardDeviation: 0.25, queries, effect: -effect / 4 })).toBeCloseTo(expected, 6);
});

// Cohen's medium and large effects, and others, found by going up from 2 with the same.
test.each([
  [0.5, 0.8, 0.05, 34],
  [0.8, 0.8, 0.05, 15],
  [0.2, 0.8, 0.05, 199],
  [0.1, 0.8, 0.05, 787],
  [0.2, 0.9, 0.05, 265],
  [0.2, 0.95, 0.01, 449],
  [0.3, 0.8, 0.01, 134],
  [1, 0.8, 0.05, 10],
  [2, 0.8, 0.05, 5],
])("an effect of %f standard deviations with power %f at %f takes %i queries", (effect, power, alpha, expected) => {
  expect(sampleSize({ standardDeviation: 0.3, minimumEffect: effect * 0.3, power, alpha })).toBe(expected);
});

test("what so many queries notice, they notice with the power asked for, and one fewer does not", () => {
  const effect = detectableEffect({ standardDeviation: 0.2, queries: 150 });
  expect(powerOf({ standardDeviation: 0.2, queries: 150, effect })).toBeCloseTo(0.8, 9);
  expect(sampleSize({ standardDeviation: 0.2, minimumEffect: effect * 1.000001 })).toBe(150);
});

test("the spread may be given as differences of a pilot", () => {
  const differences = [0.1, -0.1, 0.3, 0.1, 0.1];
  // Of 0, -0.2, 0.2, 0, 0 around the mean: 0.08 / 4.
  const standardDeviation = Math.sqrt(0.02);
  expect(sampleSize({ differences, minimumEffect: 0.05 })).toBe(sampleSize({ standardDeviation, minimumEffect: 0.05 }));
  expect(detectableEffect({ differences })).toBeCloseTo(detectableEffect({ standardDeviation, queries: 5 }), 12);
});

test("differences that are all alike need no more than two queries, and any effect shows", () => {
  expect(sampleSize({ differences: [0.1, 0.1, 0.1], minimumEffect: 0.05 })).toBe(2);
  expect(detectableEffect({ differences: [0.1, 0.1] })).toBe(0);
  expect(powerOf({ differences: [0.1, 0.1], effect: 0.01 })).toBe(1);
});

test("the randomisation test, which decides here, has about the power of the t-test that is planned with", {
  timeout: 60_000,
}, () => {
  const random = seededRandom(11);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const queries = 34;
  const trials = 200;
  let noticed = 0;
  for (let i = 0; i < trials; i++) {
    const differences = Array.from({ length: queries }, () => 0.5 + normal());
    if (randomisationTest(differences, i) < 0.05) noticed++;
  }
  // 0.808; of 200 trials that is give or take 0.06.
  expect(noticed / trials).toBeGreaterThan(0.74);
  expect(noticed / trials).toBeLessThan(0.88);
});

test.each([
  [{ minimumEffect: 0, standardDeviation: 1 }, /`minimumEffect` is 0/],
  [{ minimumEffect: 0.1 }, /pass `standardDeviation`/],
  [{ minimumEffect: 0.1, differences: [0.1] }, /two queries at least/],
  [{ minimumEffect: 0.1, standardDeviation: Number.NaN }, /got NaN/],
  [{ minimumEffect: 0.1, standardDeviation: 1, power: 1 }, /`power` is 1/],
  [{ minimumEffect: 0.1, standardDeviation: 1, alpha: 0 }, /`alpha` is 0/],
  [{ minimumEffect: 0.1, standardDeviation: 1, power: 0.05 }, /no more than chance/],
  [{ minimumEffect: 1e-9, standardDeviation: 1 }, /too small to be found/],
])("%j is refused", (options, message) => {
  expect(() => sampleSize(options)).toThrow(message);
});
