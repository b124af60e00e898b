import fc from "fast-check";
import { expect, test } from "vitest";
import { addTime, cautious, faded, lineOf, type TimeFit } from "../../../../packages/core/src/stages/auto/time-fit.ts";

function fitOf(calls: readonly (readonly [tokens: number, ms: number])[]): TimeFit {
  return calls.reduce<TimeFit | undefined>((fit, [tokens, ms]) => addTime(fit, tokens, ms), undefined) as TimeFit;
}

test("two calls of different size tell the fixed part from what grows", () => {
  const { fixedMs, msPerToken } = lineOf(
    fitOf([
      [1000, 70],
      [3000, 170],
    ]),
  );
  expect(fixedMs).toBeCloseTo(20, 6);
  expect(msPerToken).toBeCloseTo(0.05, 9);
});

test("calls of one size: everything grows with it", () => {
  expect(
    lineOf(
      fitOf([
        [1000, 50],
        [1000, 50],
      ]),
    ),
  ).toEqual({ fixedMs: 0, msPerToken: 0.05 });
});

test("a server that takes the same for any number has a fixed part only; neither part is ever below 0", () => {
  expect(
    lineOf(
      fitOf([
        [1000, 150],
        [4000, 140],
        [2000, 150],
      ]),
    ),
  ).toMatchObject({ msPerToken: 0 });
  const steep = lineOf(
    fitOf([
      [1000, 10],
      [4000, 400],
    ]),
  );
  expect(steep.fixedMs).toBe(0);
  expect(steep.msPerToken).toBeGreaterThan(0);
});

test("any line is found again from a few calls of its own", () => {
  const sizes = fc.uniqueArray(fc.integer({ min: 100, max: 20_000 }), { minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 100 }), (sizes, fixed, perThousand) => {
      const { fixedMs, msPerToken } = lineOf(fitOf(sizes.map((tokens) => [tokens, fixed + (perThousand * tokens) / 1000])));
      for (const tokens of sizes) {
        const expected = fixed + (perThousand * tokens) / 1000;
        expect(Math.abs(fixedMs + msPerToken * tokens - expected)).toBeLessThanOrEqual(0.02 * expected + 0.5);
      }
    }),
  );
});

test("a machine that gets four times as slow is believed within a dozen calls", () => {
  const fast = Array.from({ length: 50 }, (_, i) => [1000 + 100 * (i % 5), 10 + (i % 5)] as const);
  const slow = Array.from({ length: 12 }, (_, i) => [1000 + 100 * (i % 5), 40 + 4 * (i % 5)] as const);
  const { fixedMs, msPerToken } = cautious(fitOf([...fast, ...slow]));
  expect(fixedMs + 1000 * msPerToken).toBeGreaterThan(40);
});

test("what is expected is above the middle, and the nearer the steadier the times are", () => {
  const steady = fitOf(Array.from({ length: 40 }, (_, i) => [1000 + i, 10] as const));
  const jumpy = fitOf(Array.from({ length: 40 }, (_, i) => [1000 + i, i % 2 ? 5 : 15] as const));
  const at = (fit: TimeFit) => cautious(fit).fixedMs + 1000 * cautious(fit).msPerToken;
  expect(at(steady)).toBeGreaterThan(10);
  expect(at(steady)).toBeLessThan(11);
  expect(at(jumpy)).toBeGreaterThan(14);
});

test("one call that hung does not count for more than four times what was expected", () => {
  const calm = fitOf(Array.from({ length: 40 }, (_, i) => [1000 + i, 10] as const));
  expect(addTime(calm, 1000, 60_000).squaredError).toBeLessThan(calm.squaredError + 0.2 * Math.log(4) ** 2);
});

test("what is kept for the next process says the same, and is overruled by three calls", () => {
  const kept = faded(fitOf(Array.from({ length: 40 }, (_, i) => [1000 + 10 * i, 100] as const)));
  expect(lineOf(kept).fixedMs + 1200 * lineOf(kept).msPerToken).toBeCloseTo(100, 0);
  const now = [1, 2, 3].reduce((fit, i) => addTime(fit, 1000 + i, 10), kept);
  expect(lineOf(now).fixedMs + 1000 * lineOf(now).msPerToken).toBeLessThan(60);
});
