import { expect, test } from "vitest";
import { parseAnswer } from "../../../../../packages/core/src/scorers/listwise/answers/parse-answer.ts";
import { all, read, readAll } from "./support/read.ts";
import { numbers } from "./support/violations.ts";

const parse = (answer: string, count = 3, asked?: number) =>
  parseAnswer(answer, { labels: numbers(count), ...(asked !== undefined && { asked }) });

test("rule 9: counted from 0 only where all of 0 to n-1 are there; otherwise 0 is no label", () => {
  expect(read("[2] > [0] > [1]")).toBe("ok: 3 1 2");
  expect(read('{"ranking": [2, 0, 1]}')).toBe("ok: 3 1 2");
  expect(parse("[2] > [0]")).toMatchObject({ order: [1, 0, 2], stated: 1, unknown: 1, missing: 2 });
  expect(parse("[0] > [1] > [2] > [3]")).toMatchObject({ order: [0, 1, 2], stated: 3, unknown: 1, status: "repaired" });
  expect(parse("[3] > [-1] > [2]")).toMatchObject({ order: [2, 1, 0], stated: 2, unknown: 1 });
  // Labels that do count from 0 are taken as they are.
  expect(read("[1] > [0]", { labels: ["0", "1"] })).toBe("ok: 1 0");
});

test("rule 10: the first of duplicates, nothing unknown, the missing ones in the order of the input", () => {
  expect(parse("[4] > [2] > [4] > [9] > [2]", 6)).toEqual({
    order: [3, 1, 0, 2, 4, 5],
    stated: 2,
    status: "partial",
    missing: 4,
    duplicate: 2,
    unknown: 1,
    ties: 0,
  });
  expect(parse("[007] > [03]", 8)).toMatchObject({ order: [6, 2, 0, 1, 3, 4, 5, 7] });
  expect(parse("[99999999999999999999999] > [2]")).toMatchObject({ order: [1, 0, 2], unknown: 1 });
  // What ran out of tokens may have been a longer number.
  expect(parse("[3] > [1] > [2", 12)).toMatchObject({ stated: 2 });
});

test("rule 11: the status says how much of what was asked for is there", () => {
  expect(parse("[3] > [1] > [2]").status).toBe("ok");
  expect(parse("[3] > [1]").status).toBe("repaired");
  expect(parse("[3] > [1] > [2] > [3]").status).toBe("repaired");
  expect(parse("[3]").status).toBe("partial");
  expect([5, 4].map((count) => parse("[3] > [1]", count).status)).toEqual(["partial", "repaired"]);
  // Asked for two of twenty.
  expect(parse("[3] > [1]", 20, 2)).toMatchObject({ status: "ok", missing: 0 });
  expect(parse("[3]", 20, 2)).toMatchObject({ status: "repaired", missing: 1 });
  expect(parse("[3] > [1] > [7]", 20, 2)).toMatchObject({ status: "ok", stated: 3 });
  // Numbers that ask for nothing ask for all.
  for (const asked of [0, -1, Number.NaN, 0.5, 100]) expect(parse("[3] > [1]", 5, asked).missing).toBe(3);
});

test("rule 11: without a ranking it says why", () => {
  const refusals = [
    "I'm sorry, but I cannot rank these passages.",
    "I am unable to rank the 20 passages.",
    "None of the passages are relevant.",
    "NO_RELEVANT_SNIPPETS_FOUND",
    "As an AI, I have no opinion about 3 of them.",
  ];
  expect(readAll(refusals)).toEqual(all(refusals, "refused:"));
  // An apology is none where a ranking follows.
  expect(read("I'm sorry for the delay: [3] > [1] > [2]")).toBe("ok: 3 1 2");
  expect(read("Hello!")).toBe("unparsed:");
  expect(read("Hello!", { isCut: true })).toBe("truncated:");
  expect(read("", { isCut: true })).toBe("truncated:");
  expect(read("I cannot rank them, because", { isCut: true })).toBe("refused:");
  expect(read("[3] > [1] > [2]", { isCut: true })).toBe("ok: 3 1 2");
});

test("no labels, one label, equal labels, labels that differ in case", () => {
  expect(parseAnswer("[1] > [2]", { labels: [] })).toMatchObject({ order: [], stated: 0, status: "unparsed" });
  expect(read("[1]", { labels: ["1"] })).toBe("ok: 1");
  expect(parseAnswer("[x] > [y]", { labels: ["x", "x", "y"] })).toMatchObject({ order: [0, 2, 1], missing: 1 });
  expect(read("[A] > [a]", { labels: ["a", "A"] })).toBe("ok: A a");
  expect(read("[12] > [10] > [11]", { labels: ["10", "11", "12"] })).toBe("ok: 12 10 11");
});
