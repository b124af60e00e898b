import { seededRandom } from "secondpass/adapter";
import { describe, expect, test } from "vitest";
import { fitPlatt } from "../../../packages/eval/src/calibration/fit-platt.ts";
import type { ScoredPair } from "../../../packages/eval/src/calibration/scored-pair.ts";
import { smoothedTargets } from "../../../packages/eval/src/calibration/smoothed-targets.ts";

const pairs = (...groups: [score: number, relevant: number, irrelevant: number][]): ScoredPair[] =>
  groups.flatMap(([score, relevant, irrelevant]) => [
    ...Array.from({ length: relevant }, () => ({ score, relevant: true })),
    ...Array.from({ length: irrelevant }, () => ({ score, relevant: false })),
  ]);
const logit = (share: number) => Math.log(share / (1 - share));

test("Platt's targets: of 3 relevant 4/5, of 7 others 1/9", () => {
  expect(smoothedTargets(pairs([0, 3, 7]).map(({ relevant }) => relevant))).toEqual({ relevant: 4 / 5, irrelevant: 1 / 9 });
});

test("two scores, by hand: the line goes through the log-odds of each score's mean target", () => {
  // 10 relevant and 20 others: targets 11/12 and 1/22. At score 0 there are 2 and 13, at score 4 there are 8 and 7.
  const [high, low] = [11 / 12, 1 / 22];
  const [at0, at4] = [logit((2 * high + 13 * low) / 15), logit((8 * high + 7 * low) / 15)];
  const { slope, intercept } = fitPlatt(pairs([0, 2, 13], [4, 8, 7]), "score");
  expect(intercept).toBeCloseTo(at0, 9);
  expect(slope).toBeCloseTo((at4 - at0) / 4, 9);
});

test("what is perfectly divided has a finite slope: the targets are short of 0 and 1", () => {
  const { slope, intercept } = fitPlatt(pairs([-1, 0, 5], [1, 5, 0]), "score");
  // Targets 1/7 and 6/7: the line goes from -ln 6 to ln 6.
  expect([slope, intercept]).toEqual([expect.closeTo(Math.log(6), 9), expect.closeTo(0, 9)]);
});

test("parameters that data was made with are found again", () => {
  const random = seededRandom(11);
  const made = Array.from({ length: 40_000 }, (): ScoredPair => {
    const score = 8 * random() - 6;
    return { score, relevant: random() < 1 / (1 + Math.exp(-(1.7 * score - 0.9))) };
  });
  const { slope, intercept } = fitPlatt(made, "score");
  // Three standard errors of about 0.02 each.
  expect(Math.abs(slope - 1.7)).toBeLessThan(0.06);
  expect(Math.abs(intercept + 0.9)).toBeLessThan(0.06);
});

describe("any scale of scores will do", () => {
  const some = pairs([0, 2, 13], [1, 3, 9], [4, 8, 7]);
  const base = fitPlatt(some, "score");

  test.each([
    [1e6, 0],
    [1e-6, 0],
    [1, 1e5],
    [1e-3, -50],
  ])("times %d plus %d", (factor, shift) => {
    const moved = some.map(({ score, relevant }) => ({ score: score * factor + shift, relevant }));
    const { slope, intercept } = fitPlatt(moved, "score");
    expect(slope * factor).toBeCloseTo(base.slope, 6);
    expect(intercept + slope * shift).toBeCloseTo(base.intercept, 6);
  });
});

test("no other line is nearer: the cross-entropy is at its lowest", () => {
  const some = pairs([-3, 0, 40], [-1, 5, 30], [0.5, 9, 12], [2, 11, 3], [3, 2, 1]);
  const { slope, intercept } = fitPlatt(some, "score");
  const targets = smoothedTargets(some.map(({ relevant }) => relevant));
  const loss = (slope: number, intercept: number) =>
    some.reduce((sum, { score, relevant }) => {
      const probability = 1 / (1 + Math.exp(-(slope * score + intercept)));
      const target = relevant ? targets.relevant : targets.irrelevant;
      return sum - target * Math.log(probability) - (1 - target) * Math.log(1 - probability);
    }, 0);
  const best = loss(slope, intercept);
  for (const [a, b] of [
    [1e-4, 0],
    [-1e-4, 0],
    [0, 1e-4],
    [0, -1e-4],
    [1e-4, -1e-4],
    [0.5, 0.5],
    [-0.3, 0.8],
  ] as const) {
    expect(loss(slope + a, intercept + b)).toBeGreaterThan(best);
  }
});

test.each([
  ["scores that are all the same", pairs([2, 3, 7]), 0],
  ["scores that fall with relevance", pairs([0, 9, 1], [1, 1, 9]), -1],
])("%s: no slope upwards", (_, some, sign) => {
  expect(Math.sign(Math.round(fitPlatt(some, "score").slope * 1e6)) + 0).toBe(sign);
});

test("of scores between 0 and 1 the log-odds are what is fitted", () => {
  const logits = pairs([-2, 1, 30], [0, 6, 9], [3, 9, 2]);
  const squashed = logits.map(({ score, relevant }) => ({ score: 1 / (1 + Math.exp(-score)), relevant }));
  const [plain, odds] = [fitPlatt(logits, "score"), fitPlatt(squashed, "logOdds")];
  expect(odds).toEqual({
    input: "logOdds",
    slope: expect.closeTo(plain.slope, 9),
    intercept: expect.closeTo(plain.intercept, 9),
  });
});
