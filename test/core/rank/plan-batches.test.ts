import fc from "fast-check";
import { expect, test } from "vitest";
import { planBatches } from "../../../packages/core/src/rank/plan-batches.ts";

const lengths = fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 60 });
const maxPaddedTokens = fc.integer({ min: 1, max: 1200 });

test("every position is in exactly one batch, and no batch is empty", () => {
  fc.assert(
    fc.property(lengths, maxPaddedTokens, (lengths, maxPaddedTokens) => {
      const batches = planBatches(lengths, { maxPaddedTokens });
      expect(batches.flat().toSorted((a, b) => a - b)).toEqual(lengths.map((_, position) => position));
      expect(batches.filter((batch) => batch.length === 0)).toEqual([]);
    }),
  );
});

test("no batch is padded beyond the limit; a text above it runs alone", () => {
  fc.assert(
    fc.property(lengths, maxPaddedTokens, (lengths, maxPaddedTokens) => {
      for (const batch of planBatches(lengths, { maxPaddedTokens })) {
        const padded = batch.length * Math.max(...batch.map((position) => lengths[position] as number));
        expect(batch.length === 1 || padded <= maxPaddedTokens).toBe(true);
      }
    }),
  );
});

test("longest first, equal lengths in input order", () => {
  fc.assert(
    fc.property(lengths, maxPaddedTokens, (lengths, maxPaddedTokens) => {
      const sorted = lengths
        .map((_, position) => position)
        .sort((a, b) => (lengths[b] as number) - (lengths[a] as number) || a - b);
      expect(planBatches(lengths, { maxPaddedTokens }).flat()).toEqual(sorted);
    }),
  );
});

test("a batch is full: the next text would not have fitted", () => {
  fc.assert(
    fc.property(lengths, maxPaddedTokens, (lengths, maxPaddedTokens) => {
      for (const batch of planBatches(lengths, { maxPaddedTokens }).slice(0, -1)) {
        expect((lengths[batch[0] as number] as number) * (batch.length + 1)).toBeGreaterThan(maxPaddedTokens);
      }
    }),
  );
});

test("256 tokens by default", () => {
  // 128 + 128 = 256 fits; 64 is padded to nothing less than 64: 4 x 64 = 256, and the fifth opens a new batch.
  expect(planBatches([128, 128, 64, 64, 64, 64, 64])).toEqual([[0, 1], [2, 3, 4, 5], [6]]);
  expect(planBatches([257, 1])).toEqual([[0], [1]]);
});

test("no texts, no batches", () => {
  expect(planBatches([])).toEqual([]);
});
