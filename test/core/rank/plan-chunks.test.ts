import fc from "fast-check";
import { expect, test } from "vitest";
import { planChunks } from "../../../packages/core/src/rank/plan-chunks.ts";

const lengths = fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 400 });
const options = fc.record({
  targetTokens: fc.integer({ min: 8, max: 5000 }),
  workers: fc.integer({ min: 1, max: 8 }),
  order: fc.constantFrom("longest" as const, "given" as const),
});

test("every text is in exactly one chunk", () => {
  fc.assert(
    fc.property(lengths, options, (lengths, options) => {
      const positions = planChunks(lengths, options).flat();
      expect(positions.toSorted((a, b) => a - b)).toEqual(lengths.map((_, position) => position));
    }),
  );
});

test("no chunk is above the target, but for a text that is so alone", () => {
  fc.assert(
    fc.property(lengths, options, (lengths, options) => {
      for (const chunk of planChunks(lengths, options)) {
        const tokens = chunk.reduce((sum, position) => sum + (lengths[position] as number), 0);
        expect(chunk.length === 1 || tokens <= options.targetTokens).toBe(true);
        expect(chunk.length).toBeLessThanOrEqual(256);
      }
    }),
  );
});

test("given order stays, longest order falls", () => {
  fc.assert(
    fc.property(lengths, options, (lengths, options) => {
      const positions = planChunks(lengths, options).flat();
      const keys = options.order === "given" ? positions : positions.map((position) => -(lengths[position] as number));
      expect(keys).toEqual(keys.toSorted((a, b) => a - b));
    }),
  );
});

test("chunks get smaller towards the end, so that two workers finish together", () => {
  // 40 texts of 100 tokens, at most 1,000 a chunk: a quarter of what is left for each of two workers, never below 250.
  const sizes = planChunks(new Array(40).fill(100), { targetTokens: 1000, workers: 2, order: "longest" }).map(
    (chunk) => chunk.length,
  );
  expect(sizes).toEqual([10, 7, 5, 4, 3, 2, 2, 2, 2, 2, 1]);
});
