import { cohenKappa, kendallTau } from "@secondpass/eval";
import { seededRandom } from "secondpass/adapter";
import { expect, test } from "vitest";
import { agreementOf } from "../../../packages/eval/src/judge/agreement.ts";

test.each<[string, number[][], number]>([
  // Two readers of grant proposals, 20 and 15 of 50 alike: (0.7 - 0.5) / (1 - 0.5).
  [
    "yes or no",
    [
      [20, 5],
      [10, 15],
    ],
    0.4,
  ],
  // The same agreement of 60 % is worth more where chance brings less of it.
  [
    "60 % with chance 0.54",
    [
      [45, 15],
      [25, 15],
    ],
    (0.6 - 0.54) / 0.46,
  ],
  [
    "60 % with chance 0.46",
    [
      [25, 35],
      [5, 35],
    ],
    (0.6 - 0.46) / 0.54,
  ],
  [
    "complete",
    [
      [7, 0],
      [0, 3],
    ],
    1,
  ],
  [
    "never",
    [
      [0, 5],
      [5, 0],
    ],
    -1,
  ],
  [
    "chance",
    [
      [16, 4],
      [4, 1],
    ],
    0,
  ],
])("kappa: %s", (_, confusion, expected) => {
  expect(cohenKappa(confusion)).toBeCloseTo(expected, 12);
});

test("weighted kappas are scikit-learn's, of cohen_kappa_score with weights None, linear and quadratic (1.2.1)", () => {
  const confusion = [
    [2, 1, 0, 0],
    [0, 3, 1, 0],
    [1, 0, 2, 1],
    [0, 1, 0, 3],
  ];
  expect(cohenKappa(confusion)).toBeCloseTo(0.5535714285714286, 12);
  expect(cohenKappa(confusion, "linear")).toBeCloseTo(0.6153846153846154, 12);
  expect(cohenKappa(confusion, "quadratic")).toBeCloseTo(0.6892655367231637, 12);
});

test("the quadratic weights make it the intraclass correlation: of two grades alone it is kappa itself", () => {
  const confusion = [
    [20, 5],
    [10, 15],
  ];
  expect(cohenKappa(confusion, "quadratic")).toBe(cohenKappa(confusion));
  expect(cohenKappa(confusion, "linear")).toBe(cohenKappa(confusion));
});

test("one grade throughout leaves nothing to agree on", () => {
  expect(
    cohenKappa([
      [9, 0],
      [0, 0],
    ]),
  ).toBeNaN();
});

test("the bootstrap of kappa over many queries is near its standard error by the closed form", () => {
  // Fleiss, Cohen & Everitt, Large sample standard errors of kappa and weighted kappa, 1969, for two grades that each occur in half of
  // the cases: kappa is 2 p - 1, whose standard error is 2 sqrt(p (1 - p) / n).
  const random = seededRandom(3);
  const n = 900;
  const queries = Array.from({ length: n }, (_, i) => {
    const first = i % 2 === 0 ? 0 : 3;
    return [[[first, random() < 0.8 ? first : 3 - first] as const]];
  });
  const { binaryKappa } = agreementOf(queries, 1);
  const error = 2 * Math.sqrt((0.8 * 0.2) / n);
  expect(Math.abs((binaryKappa?.value ?? 0) - 0.6)).toBeLessThan(3 * error);
  const [low, high] = binaryKappa?.ci95 ?? [0, 0];
  expect((high - low) / (2 * 1.96 * error)).toBeCloseTo(1, 0.9);
});

test.each<[string, number[], number[], number]>([
  ["the same order", [1, 2, 3], [10, 20, 30], 1],
  ["the other way round", [1, 2, 3], [3, 2, 1], -1],
  ["one of three pairs turned", [1, 2, 3], [1, 3, 2], 1 / 3],
  // scipy.stats.kendalltau 1.10
  ["with ties in one", [1, 2, 3, 4, 5], [1, 3, 2, 2, 5], 0.5270462766947298],
  ["with ties in both", [0.4, 0.5, 0.6, 0.6, 0.1], [0.3, 0.7, 0.6, 0.65, 0.2], 0.5270462766947299],
])("Kendall's tau: %s", (_, a, b, expected) => {
  expect(kendallTau(a, b)).toBeCloseTo(expected, 12);
});

test("values that are all equal have no order to agree on", () => {
  expect(kendallTau([1, 1], [1, 2])).toBeNaN();
});
