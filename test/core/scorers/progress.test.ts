import { expect, test } from "vitest";
import { createProgress } from "../../../packages/core/src/scorers/progress.ts";

/** Candidates 0 and 2 have one text, at position 0; candidate 1 has another, at position 1. */
const positions = [0, 1, 0];

test("candidates are counted, not texts, and each once", () => {
  const seen: [number, number][] = [];
  const progress = createProgress(positions, (done, total) => seen.push([done, total]));
  progress([0]);
  progress([0]);
  progress([]);
  progress([0, 1]);
  progress([7]);
  expect(seen).toEqual([
    [2, 3],
    [3, 3],
  ]);
});

test("without a callback there is nothing to do", () => {
  expect(() => createProgress(positions, undefined)([0, 1])).not.toThrow();
});
