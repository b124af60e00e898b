import fc from "fast-check";
import { expect, test } from "vitest";
import { assembleRanking, firstStageScoreOf, minScoreWarnings } from "../../../packages/core/src/rank/assemble-ranking.ts";
import { prepareCandidates } from "../../../packages/core/src/rank/prepare-candidates.ts";

/** Documents 0 to 5: 1 has no text, 4 and 5 are below a depth of 3. */
const documents = ["a", "", "c", "d", "e", "f"];
const scores = [0.2, undefined, 0.9, 0.5];
const options = { depth: 3 };

function assemble(more: { topN?: number; minScore?: number }, known: (number | undefined)[] = scores) {
  const { results, dropped } = assembleRanking(documents, prepareCandidates(documents, options), { scores: known }, more);
  return { order: results.map(({ index }) => index), dropped: dropped.map(({ index, reason }) => `${index} ${reason}`) };
}

test("scored by score, then unscored, then blank", () => {
  expect(assemble({})).toEqual({ order: [2, 3, 0, 4, 5, 1], dropped: [] });
});

test("topN keeps the best and lists the rest in order", () => {
  expect(assemble({ topN: 2 })).toEqual({ order: [2, 3], dropped: ["0 topN", "4 topN", "5 topN", "1 topN"] });
  expect(assemble({ topN: 6 })).toEqual(assemble({}));
  expect(assemble({ topN: 100 })).toEqual(assemble({}));
});

test("minScore: a score equal to it stays; without a score there is nothing to show", () => {
  expect(assemble({ minScore: 0.5 })).toEqual({
    order: [2, 3],
    dropped: ["0 minScore", "4 minScore", "5 minScore", "1 minScore"],
  });
});

test("minScore is the reason before topN is, and what it drops makes no room beyond topN", () => {
  expect(assemble({ minScore: 0.5, topN: 1 })).toEqual({
    order: [2],
    dropped: ["3 topN", "0 minScore", "4 minScore", "5 minScore", "1 minScore"],
  });
});

test("minScore that nothing reaches drops everything", () => {
  expect(assemble({ minScore: 1 }).order).toEqual([]);
});

test("minScore is left alone where nothing was scored", () => {
  expect(assemble({ minScore: 1 }, [])).toEqual({ order: [0, 2, 3, 4, 5, 1], dropped: [] });
});

test("results and dropped together are the input", () => {
  const score = fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined });
  const limits = { topN: fc.option(fc.nat({ max: 8 }), { nil: undefined }), minScore: fc.option(score, { nil: undefined }) };
  const rows = fc.array(fc.record({ text: fc.constantFrom("a", "b", ""), score }));
  fc.assert(
    fc.property(rows, fc.record({ ...limits, depth: fc.integer({ min: 1, max: 8 }) }), (rows, { depth, topN, minScore }) => {
      const texts = rows.map(({ text }) => text);
      const candidates = prepareCandidates(texts, { depth });
      const scores = rows.map(({ score }, index) => (candidates.scored.includes(index) ? score : undefined));
      const { results, dropped } = assembleRanking(texts, candidates, { scores }, { topN, minScore: minScore ?? undefined });
      const indexes = [...results, ...dropped].map(({ index }) => index);
      expect(indexes.toSorted((a, b) => a - b)).toEqual(texts.map((_, index) => index));
      expect(results.map(({ rank }) => rank)).toEqual(results.map((_, position) => position + 1));
    }),
  );
});

test("a result carries the very document, its place and scores, and nothing that is not known", () => {
  const inputs = [{ id: "x", text: "a", score: 3 }, { text: "b" }, "c"];
  const blended = [{ model: 1, firstStage: 3 }];
  const { results } = assembleRanking(inputs, prepareCandidates(inputs), { scores: [1, 2], blended }, {});
  expect(results).toStrictEqual([
    { index: 1, rank: 1, document: inputs[1], firstStage: { rank: 2 }, score: 2 },
    { index: 0, rank: 2, document: inputs[0], firstStage: { rank: 1, score: 3 }, score: 1, blended: { model: 1, firstStage: 3 } },
    { index: 2, rank: 3, document: "c", firstStage: { rank: 3 } },
  ]);
  expect(results[0]?.document).toBe(inputs[1]);
});

test("a first-stage score is a finite number or none", () => {
  const scores = [1.5, 0, -2, Number.NaN, Number.POSITIVE_INFINITY, "3", null, undefined];
  expect(scores.map((score) => firstStageScoreOf({ text: "a", score: score as number }))).toEqual([
    1.5,
    0,
    -2,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(firstStageScoreOf("a")).toBeUndefined();
});

test("minScore without a single score is owed a warning", () => {
  expect(minScoreWarnings([], { minScore: 1 }).map(({ code }) => code)).toEqual(["min_score_ignored"]);
  expect(minScoreWarnings([undefined, 0], { minScore: 1 })).toEqual([]);
  expect(minScoreWarnings([], {})).toEqual([]);
});
