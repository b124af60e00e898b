import fc from "fast-check";
import type { ScoreMapping } from "secondpass";
import { leastScoreFor, probabilityOf } from "secondpass/rank";
import { describe, expect, test } from "vitest";

const platt = (slope: number, intercept: number, input: "score" | "logOdds" = "score"): ScoreMapping => ({
  method: "platt",
  parameters: { input, slope, intercept },
});
const isotonic = (...points: [score: number, probability: number][]): ScoreMapping => ({
  method: "isotonic",
  parameters: { scores: points.map(([score]) => score), probabilities: points.map(([, probability]) => probability) },
});

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const mappings: fc.Arbitrary<ScoreMapping> = fc.oneof(
  fc.tuple(finite(1e-3, 20), finite(-10, 10)).map(([slope, intercept]) => platt(slope, intercept)),
  fc
    .uniqueArray(fc.tuple(finite(-50, 50), finite(0, 1)), { minLength: 1, maxLength: 12, selector: ([score]) => score })
    .map((points) => {
      const scores = points.map(([score]) => score).sort((a, b) => a - b);
      const probabilities = points.map(([, probability]) => probability).sort((a, b) => a - b);
      return { method: "isotonic", parameters: { scores, probabilities } } as const;
    }),
);

describe("by hand", () => {
  test("Platt: the sigmoid of a straight line", () => {
    // 2 · 1 - 2 = 0, 2 · 2 - 2 = 2.
    expect(probabilityOf(platt(2, -2), 1)).toBe(0.5);
    expect(probabilityOf(platt(2, -2), 2)).toBeCloseTo(Math.E ** 2 / (1 + Math.E ** 2), 15);
  });

  test("isotonic: straight between points, flat outside", () => {
    const mapping = isotonic([-1, 0.25], [1, 0.25], [3, 0.75]);
    expect([-9, -1, 0, 1, 2, 3, 9].map((score) => probabilityOf(mapping, score))).toEqual([
      0.25, 0.25, 0.25, 0.25, 0.5, 0.75, 0.75,
    ]);
    expect(probabilityOf(isotonic([0, 0.4]), -1)).toBe(0.4);
  });

  test("of scores between 0 and 1 the log-odds: the squashed logit has the probability of the logit", () => {
    for (const logit of [-9, -1, 0, 0.5, 12]) {
      const squashed = 1 / (1 + Math.exp(-logit));
      expect(probabilityOf(platt(0.7, -1, "logOdds"), squashed)).toBeCloseTo(probabilityOf(platt(0.7, -1), logit), 9);
    }
    // A provider rounds to 0 and 1, which have no log-odds.
    for (const end of [0, 1]) expect(Number.isFinite(Math.log(probabilityOf(platt(1, 0, "logOdds"), end)))).toBe(true);
  });

  test("logits that a float cannot tell apart once squashed still have probabilities that differ", () => {
    expect(Math.fround(1 / (1 + Math.exp(-18)))).toBe(Math.fround(1 / (1 + Math.exp(-19))));
    expect(probabilityOf(platt(1, 0), 19)).toBeGreaterThan(probabilityOf(platt(1, 0), 18));
  });

  test("the way back: the least score with a probability", () => {
    expect(leastScoreFor(platt(2, -2), 0.5)).toBe(1);
    expect(leastScoreFor(platt(2, 0, "logOdds"), 0.5)).toBe(0.5);
    expect(leastScoreFor(platt(1, 0), 1)).toBeUndefined();
    const mapping = isotonic([-1, 0.25], [1, 0.25], [3, 0.75]);
    expect([0.2, 0.25, 0.5, 0.75, 0.76].map((probability) => leastScoreFor(mapping, probability))).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      2,
      3,
      undefined,
    ]);
  });
});

test("whatever the mapping, a higher score never has a lower probability, and all are between 0 and 1", () => {
  fc.assert(
    fc.property(mappings, fc.array(finite(-60, 60), { minLength: 2, maxLength: 40 }), (mapping, scores) => {
      const probabilities = scores.sort((a, b) => a - b).map((score) => probabilityOf(mapping, score));
      expect(probabilities.every((probability, i) => i === 0 || probability >= (probabilities[i - 1] as number))).toBe(true);
      expect(probabilities.every((probability) => probability >= 0 && probability <= 1)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("whatever the mapping, scores from the least one on have the probability, and scores below do not", () => {
  fc.assert(
    fc.property(mappings, finite(0.001, 0.999), (mapping, probability) => {
      const least = leastScoreFor(mapping, probability);
      if (least === undefined || !Number.isFinite(least)) {
        const isNever = least === undefined;
        expect(probabilityOf(mapping, isNever ? 1e9 : -1e9) < probability).toBe(isNever);
        return;
      }
      const step = 1e-6 * (1 + Math.abs(least));
      expect(probabilityOf(mapping, least + step)).toBeGreaterThanOrEqual(probability - 1e-9);
      expect(probabilityOf(mapping, least - step)).toBeLessThan(probability + 1e-9);
    }),
    { numRuns: 500 },
  );
});
