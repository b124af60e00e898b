import { expect, test } from "vitest";
import { cutByProvider } from "../../../../packages/core/src/scorers/remote/cut-by-provider.ts";
import { joinTruncations } from "../../../../packages/core/src/scorers/remote/join-truncations.ts";

test("a text that was cut twice is told of once: what it had at first, what was read in the end", () => {
  const first = [{ index: 1, keptTokens: 50, totalTokens: 100, estimated: true }];
  const second = [
    { index: 1, keptTokens: 20, totalTokens: 50, estimated: true },
    { index: 0, keptTokens: 5, totalTokens: 9, estimated: true },
  ];
  expect(joinTruncations(first, second, [])).toEqual([
    { index: 1, keptTokens: 20, totalTokens: 100, estimated: true },
    { index: 0, keptTokens: 5, totalTokens: 9, estimated: true },
  ]);
});

test("a provider cuts what does not fit beside the query", () => {
  const sizes = { queryTokens: 12, documentTokens: [500, 501, 10] };
  expect(cutByProvider(sizes, 512)).toEqual([{ index: 1, keptTokens: 500, totalTokens: 501, estimated: true }]);
  expect(cutByProvider(sizes, undefined)).toEqual([]);
});

test("a query that fills the window leaves nothing of a document", () => {
  expect(cutByProvider({ queryTokens: 600, documentTokens: [5] }, 512)).toMatchObject([{ keptTokens: 0, totalTokens: 5 }]);
});
