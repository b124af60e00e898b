import { expect, test } from "vitest";
import { parseAnswer } from "../../../../../packages/core/src/scorers/listwise/answers/parse-answer.ts";
import { readAnswerFixtures } from "../../../../data/recorded-answers.ts";
import { noSharedData } from "../../../../data/shared-data.ts";
import { numbers, violations } from "./support/violations.ts";

test("79 ways to answer, each seen somewhere, are read as a person reads them", ({ skip }) => {
  skip(noSharedData !== undefined, noSharedData);
  const fixtures = readAnswerFixtures();
  expect(fixtures).toHaveLength(79);
  const read = fixtures.map(({ name, raw, n, status: right }) => {
    const parsed = parseAnswer(raw, { labels: numbers(n) });
    const { order, stated, status } = parsed;
    const ranked = order.slice(0, stated).map((position) => position + 1);
    return { name, ranked, status: right.includes(status) ? right : status, violations: violations(parsed, n) };
  });
  const wanted = fixtures.map(({ name, expectStated, status }) => ({ name, ranked: expectStated, status, violations: [] }));
  expect(read).toEqual(wanted);
});
