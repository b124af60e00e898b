import { createIdentityReranker } from "secondpass";
import { expect, test } from "vitest";
import { rankingOf, rememberRanking } from "../../../packages/core/src/rank/ranking-memory.ts";

test("objects know the ranking they came from; others know none", async () => {
  const [first, second] = [
    await createIdentityReranker().rerank("query", ["a"]),
    await createIdentityReranker().rerank("query", ["b"]),
  ];
  const [a, b, list] = [{}, {}, []];
  rememberRanking(first, [a, list]);
  rememberRanking(second, [b]);
  expect([a, list, b].map(rankingOf)).toEqual([first, first, second]);
  expect(rankingOf({})).toBeUndefined();
});
