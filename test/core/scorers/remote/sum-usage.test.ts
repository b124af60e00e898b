import { expect, test } from "vitest";
import { sumUsage } from "../../../../packages/core/src/scorers/remote/sum-usage.ts";

test("numbers are summed, and what no answer told is not there", () => {
  expect(sumUsage([{ inputTokens: 5 }, { inputTokens: 7, searchUnits: 1 }, {}], undefined)).toEqual({
    inputTokens: 12,
    searchUnits: 1,
  });
  expect(sumUsage([{}, {}], undefined)).toEqual({});
});

test("the cost of tokens, units and requests", () => {
  const parts = [
    { inputTokens: 400_000, outputTokens: 100_000, searchUnits: 2 },
    { inputTokens: 500_000, searchUnits: 1 },
  ];
  expect(sumUsage(parts, { perMillionTokens: 3 }).costUsd).toBeCloseTo(3);
  expect(sumUsage(parts, { perSearchUnit: 0.002 }).costUsd).toBeCloseTo(0.006);
  expect(sumUsage(parts, { perRequest: 0.5 }).costUsd).toBe(1);
  expect(sumUsage(parts, { perRequest: 0.5, perSearchUnit: 0.002, perMillionTokens: 3 }).costUsd).toBeCloseTo(4.006);
});

test("requests are paid for also where answers tell no usage", () => {
  expect(sumUsage([{}, {}, {}], { perRequest: 0.01 })).toEqual({ costUsd: 0.03 });
});

test("what the price is for but no answer told costs not nothing: it is unknown", () => {
  expect(sumUsage([{ inputTokens: 5 }], { perSearchUnit: 0.002 })).toEqual({ inputTokens: 5 });
  expect(sumUsage([{ searchUnits: 1 }], { perMillionTokens: 1 })).toEqual({ searchUnits: 1 });
});
