import fc from "fast-check";
import { expect, test } from "vitest";
import { planRequests } from "../../../packages/core/src/rank/plan-requests.ts";

const sizes = (queryTokens: number, documentTokens: number[]) => ({ queryTokens, documentTokens });

test("without limits all go together; nothing makes no request", () => {
  expect(planRequests(sizes(5, [1, 2, 3]), {})).toEqual([[0, 1, 2]]);
  expect(planRequests(sizes(5, []), { maxDocuments: 1 })).toEqual([]);
});

test("101 documents with a limit of 100 are 100 and 1", () => {
  const requests = planRequests(
    sizes(
      5,
      Array.from({ length: 101 }, () => 1),
    ),
    { maxDocuments: 100 },
  );
  expect(requests.map((request) => request.length)).toEqual([100, 1]);
});

test("the query counts once, or once for each document", () => {
  const four = sizes(40, [10, 10, 10, 10]);
  // 40 + 4 x 10
  expect(planRequests(four, { maxRequestTokens: 80 })).toEqual([[0, 1, 2, 3]]);
  // 50 each
  expect(planRequests(four, { maxRequestTokens: 100, queryCounts: "perDocument" })).toEqual([
    [0, 1],
    [2, 3],
  ]);
});

test("a document over the limit goes alone", () => {
  expect(planRequests(sizes(1, [5, 500, 5]), { maxRequestTokens: 100 })).toEqual([[0], [1], [2]]);
});

test("whatever the sizes: each document once, in order, within the limits", () => {
  const tokens = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 80 });
  const limit = fc.integer({ min: 1, max: 2000 });
  const queryCounts = fc.constantFrom("once" as const, "perDocument" as const);
  fc.assert(
    fc.property(tokens, fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 20 }), limit, queryCounts, (...given) => {
      const [documentTokens, queryTokens, maxDocuments, maxRequestTokens, queryCounts] = given;
      const requests = planRequests({ queryTokens, documentTokens }, { maxDocuments, maxRequestTokens, queryCounts });
      expect(requests.flat()).toEqual(documentTokens.map((_, position) => position));
      for (const request of requests) {
        expect(request.length).toBeGreaterThan(0);
        expect(request.length).toBeLessThanOrEqual(maxDocuments);
        const queries = queryCounts === "once" ? 1 : request.length;
        const total = queries * queryTokens + request.reduce((sum, position) => sum + (documentTokens[position] as number), 0);
        expect(request.length === 1 || total <= maxRequestTokens).toBe(true);
      }
    }),
  );
});
