import * as fc from "fast-check";
import type { Ranking } from "secondpass";
import { expect, test } from "vitest";
import { relevanceOf } from "../../packages/ai-sdk/src/relevance.ts";

/** A ranking with these scores, from the top; the documents stood the other way round in the input. */
function rankingOf(scores: (number | undefined)[], reranked = true): Ranking {
  const results = scores.map((score, i) => ({
    index: scores.length - 1 - i,
    rank: i + 1,
    document: `document ${i}`,
    firstStage: { rank: scores.length - i },
    ...(score !== undefined && { score }),
  }));
  return { results, dropped: [], receipt: { reranked } as Ranking["receipt"] };
}

function numbersOf(scores: (number | undefined)[]): number[] {
  return relevanceOf(rankingOf(scores), "logit").ranking.map(({ relevanceScore }) => relevanceScore);
}

test("scores stay as they are", () => {
  expect(relevanceOf(rankingOf([3, -0.5, -0.5]), "logit")).toEqual({
    ranking: [
      { index: 2, relevanceScore: 3 },
      { index: 1, relevanceScore: -0.5 },
      { index: 0, relevanceScore: -0.5 },
    ],
    scoreScale: "logit",
    unscored: [],
  });
});

test.each([
  ["below the last score: one less each", [2, -1, undefined, undefined], [2, -1, -2, -3]],
  // As after a deadline: scored ones are sorted among the places that they held.
  ["between scores: that of the next one below", [5, undefined, 3, undefined], [5, 3, 3, 2]],
  ["above the first score: that score", [undefined, undefined, 4], [4, 4, 4]],
])("%s", (_, scores, expected) => {
  const relevance = relevanceOf(rankingOf(scores), "unit");
  expect(relevance.ranking.map(({ relevanceScore }) => relevanceScore)).toEqual(expected);
  const unscored = scores.flatMap((score, i) => (score === undefined ? [scores.length - 1 - i] : []));
  expect(relevance).toMatchObject({ scoreScale: "unit", unscored });
});

test.each([
  ["nothing was scored", rankingOf([undefined, undefined, undefined]), "logit"],
  ["nothing was reranked", rankingOf([3, 2, 1], false), "logit"],
  ["the scale has no scores", rankingOf([3, 2, 1]), "rank"],
  ["a stage ordered otherwise than by the scores", rankingOf([0.9, 7, 2]), "logit"],
] as const)("%s: 1/rank throughout", (_, ranking, scale) => {
  const { ranking: entries, scoreScale, unscored } = relevanceOf(ranking, scale);
  expect(entries.map(({ relevanceScore }) => relevanceScore)).toEqual([1, 1 / 2, 1 / 3]);
  expect({ scoreScale, unscored }).toEqual({ scoreScale: "rank", unscored: [2, 1, 0] });
});

test("an empty ranking stays one", () => {
  expect(relevanceOf(rankingOf([]), "logit").ranking).toEqual([]);
});

test("whatever was scored: a stable sort by the numbers keeps the order", () => {
  const scores = fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined }));
  fc.assert(
    fc.property(scores, (scores) => {
      const numbers = numbersOf(scores);
      expect(numbers.every(Number.isFinite)).toBe(true);
      expect(numbers.toSorted((a, b) => b - a)).toEqual(numbers);
    }),
  );
});
