import { expect, test } from "vitest";
import { checkResults } from "../../../../packages/core/src/scorers/remote/check-results.ts";

const check = (results: { index: number; score: number }[], count = 2) => checkResults({ results }, count, "acme");

test("scores stand at the position of their document, whatever the order", () => {
  const results = [
    { index: 1, score: 0.9 },
    { index: 0, score: -0.5 },
  ];
  expect(check(results)).toEqual([-0.5, 0.9]);
});

test("a document that is left out has no score", () => {
  expect(check([{ index: 1, score: 0 }], 3)).toEqual([undefined, 0, undefined]);
});

test.each([
  ["nothing", [], /no results for 2 documents/],
  ["a document twice", [0, 0], /two results for documents\[0\]/],
  ["a document behind the last", [2], /documents\[2\], of 2/],
  ["a document before the first", [-1], /documents\[-1\]/],
  ["half a document", [0.5], /documents\[0.5\]/],
  ["no number", [Number.NaN], /documents\[NaN\]/],
] as const)("%s is refused", (_, indexes, message) => {
  expect(() => check(indexes.map((index) => ({ index, score: 1 })))).toThrow(
    expect.objectContaining({ code: "invalid_response", provider: "acme", message: expect.stringMatching(message) }),
  );
});

test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY]])("the score %d is refused", (score) => {
  expect(() => check([{ index: 0, score }])).toThrow(/documents\[0\]; scores must be finite/);
});
