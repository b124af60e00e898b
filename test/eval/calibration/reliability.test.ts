import { reliabilityBins } from "@secondpass/eval";
import { expect, test } from "vitest";

const predictions = (probability: number, relevant: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ probability, relevant: i < relevant }));

test("bins hold what falls into them, and the error is their weighted distance", () => {
  // 10 at 0.25 of which 5 are relevant are 0.25 off; 30 at 0.75 of which 24 are relevant are 0.05 off.
  const { bins, expectedCalibrationError } = reliabilityBins([...predictions(0.25, 5, 10), ...predictions(0.75, 24, 30)], 2);
  expect(bins).toEqual([
    { low: 0, high: 0.5, count: 10, meanProbability: 0.25, shareRelevant: 0.5 },
    { low: 0.5, high: 1, count: 30, meanProbability: 0.75, shareRelevant: 0.8 },
  ]);
  expect(expectedCalibrationError).toBeCloseTo((10 * 0.25 + 30 * 0.05) / 40, 12);
});

test("a bound belongs to the bin above it, and 1 to the last", () => {
  const of = (probability: number) => reliabilityBins(predictions(probability, 1, 1), 10).bins.map(({ low }) => low);
  expect([0, 0.1, 0.3, 0.999, 1].map(of)).toEqual([[0], [0.1], [0.3], [0.9], [0.9]]);
});

test("where every probability comes true the error is 0, as it is where there is none", () => {
  expect(reliabilityBins(predictions(0.8, 8, 10)).expectedCalibrationError).toBeCloseTo(0, 12);
  expect(reliabilityBins([])).toEqual({ bins: [], expectedCalibrationError: 0 });
});

test.each([
  [[{ probability: 1.01, relevant: true }], 10, "a probability is 1.01"],
  [[{ probability: Number.NaN, relevant: true }], 10, "a probability is NaN"],
  [[], 0, "`bins` is 0"],
])("%j in %i bins is refused", (given, bins, message) => {
  expect(() => reliabilityBins(given, bins)).toThrow(message);
});
