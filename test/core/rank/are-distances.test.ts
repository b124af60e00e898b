import { expect, test } from "vitest";
import { areDistances } from "../../../packages/core/src/rank/are-distances.ts";

test.each([
  [[0.1, 0.2, 0.2, 0.9], true],
  [[0.9, 0.5, 0.1], false],
  [[0.1, 0.3, 0.2], false],
  [[5, 5, 5], false],
  [[0.1, 0.2], false],
  [[], false],
])("%j: %s", (scores, expected) => {
  expect(areDistances(scores)).toBe(expected);
});
