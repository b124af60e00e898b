import fc from "fast-check";
import type { CalibrationTarget } from "secondpass";
import { describe, expect, test } from "vitest";
import { checkThreshold } from "../../../packages/eval/src/calibration/check-threshold.ts";
import { findThreshold } from "../../../packages/eval/src/calibration/find-threshold.ts";
import type { QueryPairs } from "../../../packages/eval/src/calibration/scored-pair.ts";

/** `"9+ 5- 3+"`: scores with what is relevant. */
const query = (text: string, i = 0): QueryPairs => ({
  query: `q${i}`,
  pairs: text
    .split(" ")
    .filter(Boolean)
    .map((pair) => ({ score: Number.parseFloat(pair), relevant: pair.endsWith("+") })),
});
const queries = (...texts: string[]) => texts.map(query);
const precision = (value: number): CalibrationTarget => ({ measure: "precision", value });
const recall = (value: number): CalibrationTarget => ({ measure: "recall", value });

// Lists of a few documents are enough to see what is chosen.
const find = (queries: readonly QueryPairs[], target: CalibrationTarget, seed = 1) => findThreshold(queries, target, seed, 1);

describe("the score from which a target holds", () => {
  // By falling score: 9+ 8+ 7- 6+ 5- 4- 3+, so precision 1, 1, 2/3, 3/4, 3/5, 1/2, 4/7 and recall 1/4, 1/2, 1/2, 3/4, 3/4, 3/4, 1.
  const both = queries("9+ 7- 5- 3+", "8+ 6+ 4-");

  test.each([
    [precision(1), 8],
    [precision(0.75), 6],
    [precision(0.7), 6],
    [precision(0.6), 5],
    // Below 3/5 the lowest: 4/7 at 3, though 1/2 lies between.
    [precision(0.55), 3],
    [recall(0.25), 9],
    [recall(0.5), 8],
    [recall(0.6), 6],
    [recall(1), 3],
  ])("%j: %d", (target, score) => {
    expect(find(both, target).score).toBe(score);
  });

  test("equal scores are kept together", () => {
    expect(find(queries("5+ 5-", "4+ 2-"), precision(0.6)).score).toBe(4);
  });

  test("a precision that is out of reach says what is the best, and where", () => {
    expect(() => find(queries("9- 8+ 7+ 1-"), precision(0.9))).toThrow(
      expect.objectContaining({
        code: "invalid_options",
        message: expect.stringContaining("the best is 0.667, from score 7 on (2 of 3 are relevant)"),
      }),
    );
  });

  test("the very best document alone does not make a precision: it takes ten", () => {
    const ranked = (relevant: number) => Array.from({ length: 12 }, (_, i) => `${99 - i}${i < relevant ? "+" : "-"}`).join(" ");
    expect(() => findThreshold(queries(ranked(1)), precision(0.9), 1)).toThrow(
      /at no score that keeps 10 documents: the best is 0.100/,
    );
    expect(findThreshold(queries(ranked(9)), precision(0.9), 1).score).toBe(90);
    expect(() => findThreshold(queries("9+ 8+"), precision(0.9), 1)).toThrow(/there are not as many/);
  });
});

describe("its interval, from queries drawn again", () => {
  test("queries that are all alike leave no doubt", () => {
    const alike = queries(...Array.from({ length: 8 }, () => "3+ 2+ 1-"));
    expect(find(alike, precision(1)).scoreCi95).toEqual([2, 2]);
  });

  test("an end that is out of reach is null", () => {
    // Draws without the first query have no relevant document at all.
    const { scoreCi95 } = find(queries("9+", "8-", "7-", "6-"), precision(1));
    expect(scoreCi95).toEqual([9, null]);
    // A recall has nothing to reach there, and such draws do not count.
    expect(find(queries("9+", "8-", "7-", "6-"), recall(1)).scoreCi95).toEqual([9, 9]);
  });

  test("covers the choice made on all, and is the same for the same seed", () => {
    const some = queries("9+ 4- 2-", "8+ 7- 1+", "6+ 5+ 3-", "5.5- 4.5+", "6.5+ 2.5-");
    const { score, scoreCi95 } = find(some, precision(0.7), 3);
    expect(scoreCi95[0]).toBeLessThanOrEqual(score);
    expect(scoreCi95[1] ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(score);
    expect(find(some, precision(0.7), 3).scoreCi95).toEqual(scoreCi95);
  });
});

test("whatever the pairs, no other cut that reaches the target keeps more, or for a recall fewer", () => {
  const pair = fc.record({ score: fc.integer({ min: 0, max: 12 }), relevant: fc.boolean() });
  const target = fc.record({ measure: fc.constantFrom("precision", "recall"), value: fc.constantFrom(0.25, 0.5, 2 / 3, 0.9, 1) });
  fc.assert(
    fc.property(
      fc.array(fc.array(pair, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
      target,
      (lists, target) => {
        const all = lists.flat();
        fc.pre(all.some(({ relevant }) => relevant));
        const cuts = [...new Set(all.map(({ score }) => score))].map((score) => {
          const kept = all.filter((pair) => pair.score >= score);
          const relevant = kept.filter((pair) => pair.relevant).length;
          const whole = target.measure === "precision" ? kept.length : all.filter((pair) => pair.relevant).length;
          return { score, reaches: relevant / whole >= target.value };
        });
        const reaching = cuts.filter(({ reaches }) => reaches).map(({ score }) => score);
        const expected = target.measure === "precision" ? Math.min(...reaching) : Math.max(...reaching);
        const found = () =>
          find(
            lists.map((pairs, i) => ({ query: `q${i}`, pairs })),
            target as CalibrationTarget,
          );
        if (reaching.length === 0) expect(found).toThrow(/is reached at no score/);
        else expect(found().score).toBe(expected);
      },
    ),
    { numRuns: 20 },
  );
});

describe("what a threshold does on other queries", () => {
  test("by hand: over all queries together, and how many are left with nothing", () => {
    // From 5 on: 9+ 6- | 7+ 5+ | nothing. Kept 4, of which 3 relevant, of 5 relevant in all.
    const achieved = checkThreshold(queries("9+ 6- 2+", "7+ 5+ 1-", "4- 3+"), 5, 1);
    expect(achieved).toMatchObject({ precision: { value: 3 / 4 }, recall: { value: 3 / 5 }, kept: 4, queriesWithout: 1 });
  });

  test("where nothing is kept there is no precision", () => {
    expect(checkThreshold(queries("1+", "2-"), 5, 1)).toMatchObject({
      precision: null,
      recall: { value: 0, ci95: [0, 0] },
      kept: 0,
      queriesWithout: 2,
    });
  });

  test("documents of one query count as one draw: twenty alike say no more than one", () => {
    const many = (relevant: string) => Array.from({ length: 20 }, () => `9${relevant}`).join(" ");
    // 10 queries of 20 documents each, half of them all relevant: binomial of 10, not of 200.
    const clustered = Array.from({ length: 10 }, (_, i) => query(many(i < 5 ? "+" : "-"), i));
    expect(checkThreshold(clustered, 5, 1).precision).toEqual({ value: 0.5, ci95: [0.2, 0.8] });
    const single = Array.from({ length: 200 }, (_, i) => query(i < 100 ? "9+" : "9-", i));
    const [low, high] = checkThreshold(single, 5, 1).precision?.ci95 ?? [0, 1];
    expect(high - low).toBeLessThan(0.15);
  });
});
