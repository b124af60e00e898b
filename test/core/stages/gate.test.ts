import fc from "fast-check";
import { createReranker, type GateThresholds, gate, type Ranking, withOnError } from "secondpass";
import { describe, expect, test } from "vitest";
import { failing } from "./stage-kit.ts";

/** A ranking whose results have these probabilities, and which has dropped a document before. */
function rankingOf(probabilities: readonly (number | undefined)[]): Ranking<string> {
  const results = probabilities.map((probability, index) => ({
    index,
    rank: index + 1,
    score: -index,
    document: `document ${index}`,
    firstStage: { rank: index + 1 },
    ...(probability !== undefined && { probability }),
  }));
  return {
    results,
    dropped: [{ index: probabilities.length, reason: "topN" }],
    receipt: {
      reranked: true,
      servedBy: "mine",
      attempts: [],
      truncated: [],
      usage: { calls: 1 },
      timing: { totalMs: 1 },
      warnings: [],
    },
  };
}

const limits: GateThresholds = { correct: 0.7, incorrect: 0.2 };

test.each([
  [[0.9, 0.5, 0.1], "correct", 0.9, [0, 1]],
  [[0.7], "correct", 0.7, [0]],
  [[0.69, 0.2, 0.19], "ambiguous", 0.69, [0, 1]],
  [[0.2], "ambiguous", 0.2, [0]],
  [[0.19, 0.01], "incorrect", 0.19, []],
  // Where a later stage has reordered, the best probability need not be first.
  [[0.3, 0.8, undefined], "correct", 0.8, [0, 1]],
  [[], "incorrect", 0, []],
] as const)("%j: %s", (probabilities, verdict, confidence, kept) => {
  const judgement = gate(rankingOf(probabilities), limits);
  expect(judgement).toMatchObject({ verdict, confidence, thresholds: limits });
  expect(judgement.kept.map(({ index }) => index)).toEqual(kept);
  expect(judgement.kept.map(({ rank }) => rank)).toEqual(kept.map((_, i) => i + 1));
  expect(judgement.dropped[0]).toEqual({ index: probabilities.length, reason: "topN" });
});

test("the reason says what was held against what", () => {
  expect(gate(rankingOf([0.9]), limits).reason).toBe(
    "the best document is relevant with a probability of 0.900, and 0.7 is enough",
  );
  expect(gate(rankingOf([0.5]), limits).reason).toContain("0.500, between 0.2 and 0.7");
  expect(gate(rankingOf([0.1]), limits).reason).toContain("0.100, below 0.2");
  expect(gate(rankingOf([]), limits).reason).toBe("there is no document");
});

test("kept and dropped together are the input, whatever the verdict; the ranking stays as it was", () => {
  const probability = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined });
  fc.assert(
    fc.property(fc.array(probability, { minLength: 1 }), (probabilities) => {
      const ranking = rankingOf(probabilities);
      const before = structuredClone(ranking);
      const { kept, dropped } = gate(ranking, limits, { otherwise: "ambiguous" });
      const indexes = [...kept, ...dropped].map(({ index }) => index).toSorted((a, b) => a - b);
      expect(indexes).toEqual(Array.from({ length: probabilities.length + 1 }, (_, i) => i));
      expect(ranking).toEqual(before);
    }),
  );
});

describe("of a calibration", () => {
  const threshold = (measure: "precision" | "recall", value: number, probability: number) => ({
    target: { measure, value },
    probability,
  });

  test("the first precision is enough, below the first recall is nothing", () => {
    const thresholds = [threshold("recall", 0.95, 0.1), threshold("precision", 0.9, 0.8), threshold("precision", 0.99, 0.95)];
    expect(gate(rankingOf([0.85]), { thresholds })).toMatchObject({
      verdict: "correct",
      thresholds: { correct: 0.8, incorrect: 0.1 },
    });
  });

  test("a model so good that the recall's is the higher leaves nothing between", () => {
    const thresholds = [threshold("recall", 0.5, 0.9), threshold("precision", 0.5, 0.6)];
    expect(gate(rankingOf([0.59]), { thresholds })).toMatchObject({ verdict: "incorrect", thresholds: { incorrect: 0.6 } });
  });

  test("one without either is refused, with what it has", () => {
    const make = () => gate(rankingOf([0.5]), { thresholds: [threshold("precision", 0.9, 0.8)] });
    expect(make).toThrow(
      expect.objectContaining({ code: "invalid_options", message: expect.stringContaining("has precision=0.9.") }),
    );
  });
});

describe("without probabilities", () => {
  test("scores are refused, and the error says how to calibrate", async () => {
    await using reranker = await createReranker("lexical");
    const ranking = await reranker.rerank("rust", ["iron", "rust"]);
    const message = /lexical gave scores, and no probabilities; calibrate the reranker \(`secondpass calibrate/;
    expect(() => gate(ranking, limits)).toThrow(
      expect.objectContaining({ code: "not_calibrated", message: expect.stringMatching(message) }),
    );
  });

  test("so is a first-stage order, unless it is said what that is worth", async () => {
    const ranking = await withOnError(failing("mine", "timeout"), "passthrough").rerank("q", ["1", "2"]);
    expect(() => gate(ranking, limits)).toThrow(/nothing was reranked \(mine failed: timeout/);
    expect(gate(ranking, limits, { otherwise: "ambiguous" })).toMatchObject({
      verdict: "ambiguous",
      confidence: 0,
      kept: [{}, {}],
    });
    expect(gate(ranking, limits, { otherwise: "incorrect" })).toMatchObject({
      verdict: "incorrect",
      kept: [],
      dropped: [0, 1].map((index) => ({ index, reason: "gate" })),
    });
  });
});

test.each([
  { correct: 0.2, incorrect: 0.7 },
  { correct: 1.2, incorrect: 0.7 },
  { correct: 0.5, incorrect: -0.1 },
  { correct: Number.NaN, incorrect: 0.1 },
  { correct: 0.5, incorrect: undefined as unknown as number },
])("thresholds that cannot be meant are refused: %j", (thresholds) => {
  expect(() => gate(rankingOf([0.5]), thresholds)).toThrow(expect.objectContaining({ code: "invalid_options" }));
});
