import fc from "fast-check";
import { expect, test } from "vitest";
import { fitIsotonic } from "../../../packages/eval/src/calibration/fit-isotonic.ts";
import type { ScoredPair } from "../../../packages/eval/src/calibration/scored-pair.ts";
import { smoothedTargets } from "../../../packages/eval/src/calibration/smoothed-targets.ts";

const pairsOf = (rows: readonly (readonly [score: number, relevant: boolean])[]): ScoredPair[] =>
  rows.map(([score, relevant]) => ({ score, relevant }));

test("by hand: neighbours that fall are pooled, and a block has its two ends", () => {
  const pairs = pairsOf([
    [1, false],
    [2, true],
    [3, false],
    [4, true],
    [5, true],
  ]);
  // 3 relevant and 2 others: targets 4/5 and 1/4. 2 and 3 fall, so both have their mean, 0.525.
  expect(fitIsotonic(pairs)).toEqual({
    scores: [1, 2, 3, 4, 5],
    probabilities: [0.25, expect.closeTo(0.525, 12), expect.closeTo(0.525, 12), 0.8, 0.8],
  });
});

test("equal scores are one, whatever comes first among them", () => {
  const rows = [
    [5, false],
    [5, true],
    [5, true],
    [3, false],
  ] as const;
  // Targets 3/4 and 1/4. At 5: (3/4 + 3/4 + 1/4) / 3. At 3: 1/4.
  for (const order of [rows, rows.toReversed()]) {
    expect(fitIsotonic(pairsOf(order))).toEqual({ scores: [3, 5], probabilities: [0.25, expect.closeTo(7 / 12, 12)] });
  }
});

/** The rising values that are nearest in squares, by the min-max formula: max over starts of min over ends of the mean between. */
function bruteForce(targets: readonly (readonly number[])[]): number[] {
  const meanOf = (from: number, to: number) => {
    const values = targets.slice(from, to + 1).flat();
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return targets.map((_, at) => {
    const starts = Array.from({ length: at + 1 }, (_, start) => start);
    const ends = Array.from({ length: targets.length - at }, (_, i) => at + i);
    return Math.max(...starts.map((start) => Math.min(...ends.map((end) => meanOf(start, end)))));
  });
}

test("agrees with the min-max formula, and never falls", () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.boolean()), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(rows, (rows) => {
      const pairs = pairsOf(rows);
      const targets = smoothedTargets(pairs.map(({ relevant }) => relevant));
      const levels = [...new Set(rows.map(([score]) => score))].sort((a, b) => a - b);
      const groups = levels.map((level) =>
        pairs.filter(({ score }) => score === level).map(({ relevant }) => (relevant ? targets.relevant : targets.irrelevant)),
      );
      const expected = bruteForce(groups);
      const { scores, probabilities } = fitIsotonic(pairs);
      for (const [i, score] of scores.entries()) {
        expect(probabilities[i]).toBeCloseTo(expected[levels.indexOf(score)] as number, 9);
        if (i > 0) {
          expect(score).toBeGreaterThan(scores[i - 1] as number);
          expect(probabilities[i]).toBeGreaterThanOrEqual(probabilities[i - 1] as number);
        }
      }
      // A level that is no point lies inside a block, whose ends are points with its value.
      for (const [i, level] of levels.entries()) {
        const next = scores.findIndex((score) => score >= level);
        expect(probabilities[next]).toBeCloseTo(expected[i] as number, 9);
      }
      expect(probabilities.every((probability) => probability > 0 && probability < 1)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
