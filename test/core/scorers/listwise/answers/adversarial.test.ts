import { expect, test } from "vitest";
import { parseAnswer } from "../../../../../packages/core/src/scorers/listwise/answers/parse-answer.ts";
import { adversarialAnswers } from "./support/adversarial-answers.ts";
import { numbers, violations } from "./support/violations.ts";

// A guard against hanging, not a measurement: quadratic scans take minutes here. `npm run bench -- parser` measures.
const hangMs = 1_000;

test("nine answers of 100,000 characters that were made to be slow are read", () => {
  const parsed = Object.entries(adversarialAnswers).map(([name, answer]) => {
    const startedAt = performance.now();
    const result = parseAnswer(answer, { labels: numbers(20) });
    return { name, length: answer.length, result, ms: performance.now() - startedAt };
  });
  expect(parsed.filter(({ ms }) => ms > hangMs)).toEqual([]);
  expect(parsed.map(({ length }) => length)).toEqual(Array.from({ length: 9 }, () => 100_000));
  expect(parsed.flatMap(({ result }) => violations(result, 20))).toEqual([]);
  expect(Object.fromEntries(parsed.map(({ name, result }) => [name, result.status]))).toEqual({
    "open brackets": "unparsed",
    "nested braces": "unparsed",
    "an endless chain": "partial",
    "one long number": "unparsed",
    "reasoning never closed": "truncated",
    "halves of characters": "unparsed",
    "marks on one letter": "empty",
    "quotes and commas": "unparsed",
    "labels that are no ranking": "partial",
  });
});

test("of an answer without end, the end is read", () => {
  const long = "blah [2] > [1] blah\n".repeat(100_000);
  expect(parseAnswer(`${long}[3] > [1] > [2]`, { labels: numbers(3) })).toMatchObject({ order: [2, 0, 1], status: "ok" });
  // The cut may go through a label: what is left of [13] is not [3].
  const cut = "[13] > [2] > [1]\n".padEnd(32 * 1024 + 2, "x");
  expect(parseAnswer(cut, { labels: numbers(20) })).toMatchObject({ stated: 2, unknown: 0 });
  // JSON is one thing: all of it is read.
  const ranking = numbers(100).map((id) => ({ id, reason: "because ".repeat(60) }));
  expect(parseAnswer(JSON.stringify({ ranking }), { labels: numbers(100) })).toMatchObject({ stated: 100, status: "ok" });
});

test("data that is nested too deeply, goes in circles or throws says nothing", () => {
  let deep: unknown = [];
  for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
  const circle: Record<string, unknown> = {};
  circle.ranking = circle;
  const trap = {
    get content(): never {
      throw new Error("not yours");
    },
  };
  for (const content of [deep, circle, trap, 10n, Symbol("3"), () => "[3]", { toJSON: () => undefined }]) {
    expect(parseAnswer(content, { labels: numbers(3) })).toMatchObject({ order: [0, 1, 2], stated: 0, status: "empty" });
  }
  const brackets = `${"[".repeat(50_000)}3, 1, 2${"]".repeat(50_000)}`;
  expect(parseAnswer(brackets, { labels: numbers(3) }).order).toHaveLength(3);
});
