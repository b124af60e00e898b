import { expect, test } from "vitest";
import { checkScores } from "../../../packages/core/src/rank/check-scores.ts";

test("finite scores pass, also 0, negative and tiny ones", () => {
  expect(() => checkScores([0, -0, -8.5, 5e-324, Number.MAX_VALUE], [0, 1, 2, 3, 4], "test")).not.toThrow();
  expect(() => checkScores([], [], "test")).not.toThrow();
});

for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, "0.5", null, undefined]) {
  test(`${JSON.stringify(bad) ?? bad} (${typeof bad} ${bad}) is refused, with the document and who scored it`, () => {
    expect(() => checkScores([1, bad as number], [4, 7], "test")).toThrow(
      expect.objectContaining({
        code: "invalid_scores",
        provider: "test",
        message: `test returned the score ${bad} for documents[7]; scores must be finite numbers`,
      }),
    );
  });
}

test("too few and too many scores are refused", () => {
  for (const scores of [[], [1], [1, 2, 3]]) {
    expect(() => checkScores(scores, [0, 1], "test")).toThrow(
      expect.objectContaining({ code: "invalid_scores", message: `test returned ${scores.length} scores for 2 documents` }),
    );
  }
});

test("a hole in the scores is no score", () => {
  const scores = [1, 2, 3];
  delete scores[1];
  expect(() => checkScores(scores, [0, 1, 2], "test")).toThrow(/documents\[1\]/);
});
