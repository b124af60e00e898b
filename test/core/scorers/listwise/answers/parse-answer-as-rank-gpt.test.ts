import { expect, test } from "vitest";
import { parseAnswerAsRankGpt } from "../../../../../packages/core/src/scorers/listwise/answers/parse-answer-as-rank-gpt.ts";
import { letters, numbers } from "./support/violations.ts";

const read = (content: unknown, count = 3) => parseAnswerAsRankGpt(content, { labels: numbers(count) });

test("every number is a label: the first mention counts, others are dropped, the missing follow", () => {
  expect(read("[3] > [1] > [2]")).toMatchObject({ order: [2, 0, 1], status: "ok" });
  expect(read("The 2 best: 3, 3, 9, 0")).toEqual({
    order: [1, 2, 0],
    stated: 2,
    status: "repaired",
    missing: 1,
    duplicate: 1,
    unknown: 2,
    ties: 0,
  });
  // What our own parser is there to avoid.
  expect(read("1. [3]\n2. [1]\n3. [2]").order).toEqual([0, 2, 1]);
  expect(read("<think>2</think>[3] > [1]").order).toEqual([1, 2, 0]);
  expect(read("-3 1.2").order).toEqual([2, 0, 1]);
});

test("digits of all scripts are digits, superscripts are none", () => {
  expect(read("[３] > [١]").order).toEqual([2, 0, 1]);
  expect(read("[²] > [3]")).toMatchObject({ order: [2, 0, 1], stated: 1 });
});

test("without a number the order stays", () => {
  expect(["", null, "ERROR::reduce_length", "Sorry."].map((content) => read(content).status)).toEqual([
    "empty",
    "empty",
    "unparsed",
    "unparsed",
  ]);
  expect(parseAnswerAsRankGpt("I would", { labels: numbers(2), isCut: true }).status).toBe("truncated");
  // Of labels only their number matters.
  expect(parseAnswerAsRankGpt("2", { labels: letters(3), asked: 1 })).toMatchObject({ order: [1, 0, 2], status: "ok" });
  expect(read({ ranking: [2, 3] }).order).toEqual([1, 2, 0]);
});
