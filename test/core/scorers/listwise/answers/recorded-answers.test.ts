import { expect, test } from "vitest";
import { parseAnswer } from "../../../../../packages/core/src/scorers/listwise/answers/parse-answer.ts";
import { parseAnswerAsRankGpt } from "../../../../../packages/core/src/scorers/listwise/answers/parse-answer-as-rank-gpt.ts";
import { readAnswers, readMalformedAnswers } from "../../../../data/recorded-answers.ts";
import { noSharedData } from "../../../../data/shared-data.ts";
import { numbers, violations } from "./support/violations.ts";

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}

test("1,607 malformed answers of real models: always every passage once; most of them need only small repairs", ({ skip }) => {
  skip(noSharedData !== undefined, noSharedData);
  const answers = readMalformedAnswers();
  expect(answers).toHaveLength(1607);
  const parsed = answers.map(({ response, num_passages: count }) => ({
    response,
    count,
    result: parseAnswer(response, { labels: numbers(count) }),
  }));
  expect(parsed.flatMap(({ result, count }) => violations(result, count))).toEqual([]);
  expect(countBy(parsed, ({ result }) => result.status)).toEqual({ repaired: 1579, partial: 10, unparsed: 9, ok: 9 });
  // Six talk about how many passages there are, three are nothing at all.
  expect(parsed.filter(({ result }) => result.status === "unparsed").map(({ response }) => response.trim())).toEqual([
    "20 passages have been provided.",
    "20 passages are provided.",
    "10 passages will be listed.",
    "20 passages were provided.",
    "20 passages are provided, so the ranking should be from 1 to 20.",
    expect.stringMatching(/^[^\w[]+$/),
    "20 passages are provided, so the ranking",
    "Home / News / Industry News / What",
    "[] > []",
  ]);
});

/** Why a parser that takes every number for a label reads something else. */
function kindOf(response: string): string {
  if (/^\s*\d+ passages\b/.test(response)) return "a count in a sentence";
  if (/^\s*1\. \[\d+\]/.test(response)) return "the number of a list";
  return "a number in prose";
}

const bracketed = (response: string) => [
  ...new Set([...response.matchAll(/\[(\d+)\]/g)].map(([, label]) => Number(label) - 1).filter((position) => position < 20)),
];

test("8,643 answers of seven models: RankGPT's own reading wherever the answer is clean, and each deviation has its reason", ({
  skip,
}) => {
  skip(noSharedData !== undefined, noSharedData);
  const read = readAnswers().map(({ response, issues, num_passages: count }) => {
    const options = { labels: numbers(count) };
    const [own, rankGpt] = [parseAnswer(response, options), parseAnswerAsRankGpt(response, options)];
    return { response, issues: issues.join(), count, own, rankGpt, isSame: own.order.join() === rankGpt.order.join() };
  });
  expect(read).toHaveLength(8643);
  expect(read.flatMap(({ own, rankGpt, count }) => [...violations(own, count), ...violations(rankGpt, count)])).toEqual([]);

  const clean = read.filter(({ issues }) => issues === "clean");
  expect(clean).toHaveLength(5502);
  for (const { own, rankGpt, response } of clean) {
    expect(own, response).toEqual(rankGpt);
    expect(own.status, response).toBe("ok");
  }

  const deviations = read.filter(({ isSame }) => !isSame);
  expect(deviations.filter(({ issues }) => issues === "clean")).toEqual([]);
  const kinds = countBy(deviations, ({ response }) => kindOf(response));
  expect(kinds).toEqual({ "a count in a sentence": 766, "the number of a list": 20, "a number in prose": 1 });
  expect(countBy(deviations, ({ own, rankGpt }) => `${own.status}, not ${rankGpt.status}`)).toEqual({
    "unparsed, not partial": 766,
    "partial, not partial": 7,
    "partial, not repaired": 4,
    "repaired, not repaired": 8,
    "ok, not repaired": 2,
  });
  for (const { response, own } of deviations) {
    const stated = own.order.slice(0, own.stated);
    const wanted = kindOf(response) === "a count in a sentence" ? [] : bracketed(response);
    expect(stated, response).toEqual(wanted);
  }
});
