import fc from "fast-check";
import { expect, test } from "vitest";
import { orderAmongPlaces } from "../../../packages/core/src/rank/order-among-places.ts";

// Few different scores, so that ties are common; the candidates are some of the documents, as under `depth`.
const cases = fc
  .array(fc.record({ score: fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined }), isCandidate: fc.boolean() }))
  .map((documents) => ({
    scores: documents.map(({ score }) => score),
    indexes: documents.flatMap(({ isCandidate }, index) => (isCandidate ? [index] : [])),
  }));

test("the order is a permutation of the candidates", () => {
  fc.assert(
    fc.property(cases, ({ indexes, scores }) => {
      expect(orderAmongPlaces(indexes, scores).toSorted((a, b) => a - b)).toEqual(indexes);
    }),
  );
});

test("candidates without a score keep their places", () => {
  fc.assert(
    fc.property(cases, ({ indexes, scores }) => {
      const order = orderAmongPlaces(indexes, scores);
      const unscored = indexes.flatMap((index, place) => (scores[index] === undefined ? [place] : []));
      expect(unscored.map((place) => order[place])).toEqual(unscored.map((place) => indexes[place]));
    }),
  );
});

test("candidates with a score fall from place to place, and ties keep first-stage order", () => {
  fc.assert(
    fc.property(cases, ({ indexes, scores }) => {
      const scored = orderAmongPlaces(indexes, scores).filter((index) => scores[index] !== undefined);
      for (const [i, index] of scored.slice(1).entries()) {
        const before = scored[i] as number;
        const fall = (scores[before] as number) - (scores[index] as number);
        expect(fall > 0 || (fall === 0 && before < index)).toBe(true);
      }
    }),
  );
});

test("with every score known it is a stable sort, best first", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 })), (scores) => {
      const indexes = scores.map((_, index) => index);
      // The position as second key makes any sort a stable one.
      const sorted = indexes.toSorted((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
      expect(orderAmongPlaces(indexes, scores)).toEqual(sorted);
    }),
  );
});

test("a deadline in the middle: places 1 and 3 are known and change hands", () => {
  expect(orderAmongPlaces([0, 1, 2, 3, 4], [undefined, 1, undefined, 2, undefined])).toEqual([0, 3, 2, 1, 4]);
});

test("nothing known, nothing moves", () => {
  const indexes = [4, 2, 0];
  expect(orderAmongPlaces(indexes, [])).toEqual([4, 2, 0]);
  expect(orderAmongPlaces(indexes, [])).not.toBe(indexes);
});
