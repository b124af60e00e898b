import { bootstrapInterval, holm, randomisationTest } from "@secondpass/eval";
import { seededRandom } from "secondpass/adapter";
import { expect, test } from "vitest";
import { heterogeneityTest } from "../../../packages/eval/src/statistics/heterogeneity-test.ts";

const fill = (value: number, length: number) => Array.from({ length }, () => value);

test("the bootstrap of ones and zeros is a binomial distribution, and so are its quantiles", () => {
  // Of 20 draws with p = 1/2: P(X <= 5) = 0.0207 and P(X <= 13) = 0.9423, P(X <= 14) = 0.9793, so from 6 to 14.
  expect(bootstrapInterval([...fill(1, 10), ...fill(0, 10)])).toEqual([0.3, 0.7]);
});

test("the bootstrap of many values is the normal interval, 1.96 standard errors either way", () => {
  const random = seededRandom(5);
  const values = Array.from({ length: 400 }, () => random());
  const mean = values.reduce((sum, value) => sum + value, 0) / 400;
  const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0)) / 400;
  const [low, high] = bootstrapInterval(values);
  expect(low).toBeCloseTo(mean - 1.96 * error, 2.5);
  expect(high).toBeCloseTo(mean + 1.96 * error, 2.5);
});

test("the same seed gives the same figures, another seed others", () => {
  const values = Array.from({ length: 30 }, (_, i) => Math.sin(i));
  expect(bootstrapInterval(values, 3)).toEqual(bootstrapInterval(values, 3));
  expect(bootstrapInterval(values, 3)).not.toEqual(bootstrapInterval(values, 4));
  expect(randomisationTest(values, 3)).toBe(randomisationTest(values, 3));
});

test.each([
  ["all the same way", fill(0.1, 4), 2 / 16],
  ["and either way", fill(-0.1, 10), 2 / 1024],
  ["queries that did not change say nothing", [...fill(0.1, 4), ...fill(0, 50)], 2 / 16],
  // Of the 8 signings of 1, 2 and 3, |sum| is 6, 4, 2, 0, 0, 2, 4, 6: at least 4 for four of them.
  ["different sizes", [-1, 2, 3], 4 / 8],
  ["nothing changed", [0, 0], 1],
])("the randomisation test is exact for few queries: %s", (_, differences, expected) => {
  expect(randomisationTest(differences)).toBe(expected);
});

test("for many queries it is near the closed form, the sign test's where all differences are of one size", () => {
  // 15 of 20 one way: 2 P(X >= 15) = 0.0414.
  expect(randomisationTest([...fill(0.2, 15), ...fill(-0.2, 5)])).toBeCloseTo(0.0414, 2);
  expect(randomisationTest(fill(1, 100))).toBe(1 / 10_001);
});

test.each([
  [
    [0.01, 0.02, 0.03, 0.04],
    [0.04, 0.06, 0.06, 0.06],
  ],
  [
    [0.04, 0.001],
    [0.04, 0.002],
  ],
  [
    [0.9, 0.8],
    [1, 1],
  ],
  [[], []],
])("Holm of %j", (values, expected) => {
  const adjusted = holm(values);
  expect(adjusted).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(adjusted[i]).toBeCloseTo(value, 12);
});

test("strata: two of the six ways to divide 1 1 0 0 are as uneven as the one that was found", () => {
  expect(heterogeneityTest([1, 1, 0, 0], ["a", "a", "b", "b"])).toBeCloseTo(1 / 3, 1);
  expect(heterogeneityTest([1, 0, 1, 0], ["a", "a", "b", "b"])).toBe(1);
  expect(heterogeneityTest([...fill(1, 20), ...fill(0, 20)], [...fill(1, 20), ...fill(2, 20)].map(String))).toBeLessThan(0.01);
});
