import { expect, test } from "vitest";
import { parseAnswer } from "../../../../../packages/core/src/scorers/listwise/answers/parse-answer.ts";
import { adversarialAnswers } from "./support/adversarial-answers.ts";
import { numbers, violations } from "./support/violations.ts";

// A guard against hanging, not a measurement: quadratic scans take minutes here. `npm run bench -- parser` measures.
const hangMs = 5_000;

test("nine answers of 100,000 characters that were made to be slow are read", () => {
  const startedAt = performance.now();
  const parsed = Object.entries(adversarialAnswers).map(
    ([name, answer]) => [name, parseAnswer(answer, { labels: numbers(20) })] as const,
  );
  expect(performance.now() - startedAt).toBeLessThan(hangMs);
  expect(parsed.flatMap(([, result]) => violations(result, 20))).toEqual([]);
  expect(Object.fromEntries(parsed.map(([name, { status }]) => [name, status]))).toEqual({
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
  // JSON is one thing: all of it is read.
  const ranking = numbers(100).map((id) => ({ id, reason: "because ".repeat(60) }));
  expect(parseAnswer(JSON.stringify({ ranking }), { labels: numbers(100) })).toMatchObject({ stated: 100, status: "ok" });
});
