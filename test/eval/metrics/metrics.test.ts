import { defaultMetrics, measureRun, mtebMetrics, rankDocuments } from "@secondpass/eval";
import fc from "fast-check";
import { expect, test } from "vitest";

const run = (ids: readonly string[]) => new Map([["q", ids.map((id, i) => ({ id, score: -i }))]]);
const qrels = (grades: Record<string, number>) => new Map([["q", new Map(Object.entries(grades))]]);

test("by hand: grades 2 and 1 at ranks 2 and 4, one more that was not found", () => {
  const { mean } = measureRun(run(["a", "b", "c", "d"]), qrels({ b: 2, d: 1, e: 3, a: 0 }), [
    "ndcg@10",
    "map",
    "mrr",
    "p@5",
    "recall@3",
    "hit@1",
    "judged@4",
  ]);
  const ideal = 3 + 2 / Math.log2(3) + 1 / 2;
  expect(mean["ndcg@10"]).toBeCloseTo((2 / Math.log2(3) + 1 / Math.log2(5)) / ideal, 12);
  expect(mean.map).toBeCloseTo((1 / 2 + 2 / 4) / 3, 12);
  expect(mean).toMatchObject({ mrr: 0.5, "p@5": 2 / 5, "recall@3": 1 / 3, "hit@1": 0, "judged@4": 0.75 });
});

test("scores that 32 bits cannot tell apart are equal, and equal scores go by descending id, in bytes", () => {
  const entries = [
    { id: "a", score: 1 },
    { id: "b", score: 1 + 1e-9 },
    { id: "\uff5e", score: 1 },
    { id: "😀", score: 1 },
  ];
  // U+1F600 is above U+FF5E in UTF-8, below it in UTF-16.
  expect(rankDocuments(entries)).toEqual(["😀", "\uff5e", "b", "a"]);
});

test.each(["ndcg", "ndcg@0", "ndcg@1.5", "p", "NDCG@10", "constructor@5", "", "map@"])("%j is no metric", (name) => {
  expect(() => measureRun(run(["a"]), qrels({ a: 1 }), [name])).toThrow(/is no metric; those are ndcg@k, mrr@k, map@k, recall@k/);
});

test("every metric is between 0 and 1, is 1 for a perfect ranking of all relevant documents, and 0 where nothing is relevant", () => {
  const names = defaultMetrics.filter((name) => !name.startsWith("p@"));
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 1, maxLength: 9 }), fc.integer(), (grades, seed) => {
      const ids = grades.map((_, i) => `d${i}`);
      const judgments = Object.fromEntries(ids.map((id, i) => [id, grades[i] as number]));
      const shuffled = [...ids].sort((a, b) => Math.sin(seed + a.charCodeAt(1)) - Math.sin(seed + b.charCodeAt(1)));
      for (const value of Object.values(measureRun(run(shuffled), qrels(judgments)).mean)) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
      }
      const best = [...ids].sort((a, b) => (judgments[b] as number) - (judgments[a] as number));
      const expected = grades.some((grade) => grade > 0) ? 1 : 0;
      const { mean } = measureRun(
        run(best),
        qrels(judgments),
        names.filter((name) => name !== "judged@10"),
      );
      for (const value of Object.values(mean)) expect(value).toBeCloseTo(expected, 12);
    }),
  );
});

// The first two are the examples in the documentation of scikit-learn's average_precision_score and of average precision.
test.each([
  ["scikit-learn's example", [false, false, true, true], [0.1, 0.4, 0.35, 0.8], { map: 0.5 + 0.5 * (2 / 3), mrr: 1 }],
  ["relevant at 1, 3 and 5", [true, false, true, false, true], [5, 4, 3, 2, 1], { map: (1 + 2 / 3 + 3 / 5) / 3, mrr: 1 }],
  ["equal scores are found together", [true, false, false, true], [2, 2, 1, 1], { map: 0.5 * 0.5 + 0.5 * 0.5, mrr: 1 }],
  ["a constant scorer gets the share of positives", [false, true, false, false], [0, 0, 0, 0], { map: 0.25, mrr: 0.5 }],
  [
    "beyond rank 10 there is no reciprocal rank",
    [...Array(10).fill(false), true],
    Array.from({ length: 11 }, (_, i) => -i),
    { map: 1 / 11, mrr: 0 },
  ],
])("MTEB: %s", (_, relevant, scores, expected) => {
  const { map, mrr } = mtebMetrics(relevant, scores);
  expect(map).toBeCloseTo(expected.map, 12);
  expect(mrr).toBe(expected.mrr);
});
