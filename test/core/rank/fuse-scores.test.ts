import { fuseScores } from "secondpass/rank";
import { expect, test } from "vitest";

const list = (scores: Record<string, number>) => new Map(Object.entries(scores));
const words = list({ a: 20, b: 15, c: 10 });
const vectors = list({ b: 0.9, c: 0.5, d: 0.1 });

test("minMax by hand: 0 for a list's last, 1 for its best, nothing for whom it lacks", () => {
  // words: a 1, b 0.5, c 0. vectors: b 1, c 0.5, d 0.
  expect([...fuseScores([words, vectors], { method: "minMax" })]).toEqual([
    ["b", 1.5],
    ["a", 1],
    ["c", 0.5],
    ["d", 0],
  ]);
});

test("zScore by hand: deviations above the list's last", () => {
  // Three equally spaced values: deviation sqrt(2/3) of the step, so z = ±1.2247 and the best is 2.449 above the last.
  const step = 1 / Math.sqrt(2 / 3);
  const fused = fuseScores([words, vectors], { method: "zScore", weights: [1, 2] });
  expect([...fused.keys()]).toEqual(["b", "a", "c", "d"]);
  expect(fused.get("b")).toBeCloseTo(1 * step + 2 * 2 * step, 12);
  expect(fused.get("a")).toBeCloseTo(2 * step, 12);
  expect(fused.get("c")).toBeCloseTo(2 * step, 12);
  expect(fused.get("d")).toBe(0);
});

test("distribution by hand: (z + 3) / 6", () => {
  const z = 1 / Math.sqrt(2 / 3);
  const fused = fuseScores([words, vectors], { method: "distribution" });
  expect(fused.get("a")).toBeCloseTo((z + 3) / 6, 12);
  expect(fused.get("b")).toBeCloseTo(3 / 6 + (z + 3) / 6, 12);
  expect(fused.get("d")).toBeCloseTo((3 - z) / 6, 12);
});

test.each(["minMax", "zScore", "distribution"] as const)("%s: equal scores divide nothing by zero", (method) => {
  const each = method === "distribution" ? 0.5 : 1;
  expect([...fuseScores([list({ a: 7, b: 7 }), list({ c: 0 })], { method }).values()]).toEqual([each, each, each]);
  // 0.1 + 0.2 is not quite 0.3: what rounding left is no spread.
  expect([...fuseScores([list({ a: 0.1 + 0.2, b: 0.3 })], { method }).values()]).toEqual([each, each]);
});

test.each(["minMax", "zScore", "distribution"] as const)("%s: being found never costs anything", (method) => {
  const outlier = list({ a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1, i: 1, j: 1, k: 1, z: -1000 });
  for (const score of fuseScores([outlier, words], { method }).values()) expect(score).toBeGreaterThanOrEqual(0);
});

test("scores of another unit fuse the same", () => {
  const inPercent = new Map([...vectors].map(([key, score]) => [key, 100 * score - 7]));
  for (const method of ["minMax", "zScore", "distribution"] as const) {
    const scores = fuseScores([words, vectors], { method });
    for (const [key, score] of fuseScores([words, inPercent], { method }))
      expect(score).toBeCloseTo(scores.get(key) as number, 12);
  }
});

test("a long list is no trouble", () => {
  const long = new Map(Array.from({ length: 200_000 }, (_, i) => [i, -i]));
  expect(fuseScores([long]).get(0)).toBe(1);
});
