import fc from "fast-check";
import {
  cached,
  calibrated,
  createReranker,
  fallback,
  type Reranker,
  rerankerFromScorer,
  type ScoreScale,
  withDeadline,
  withOnError,
} from "secondpass";
import { describe, expect, test } from "vitest";
import { makeCalibration } from "../../../data/make-calibration.ts";
import { counting, failing, stuckAfterOne } from "../stage-kit.ts";

const texts = ["0 none", "2 good", "9 best", "1 some"];
const sigmoid = (score: number) => 1 / (1 + Math.exp(-score));
const codes = (ranking: { receipt: { warnings: { code: string }[] } }) => ranking.receipt.warnings.map(({ code }) => code);

test("every score gets its probability; order, scores and documents stay as they are", async () => {
  const { reranker } = counting("numbers");
  const plain = await reranker.rerank("q", texts);
  const { results, dropped, receipt } = await calibrated(reranker, makeCalibration(reranker)).rerank("q", texts);
  expect(results.map(({ probability: _, ...rest }) => rest)).toEqual(plain.results);
  expect(results.map(({ probability }) => probability)).toEqual([9, 2, 1, 0].map(sigmoid));
  expect({ dropped, warnings: receipt.warnings }).toEqual({ dropped: [], warnings: [] });
});

test("the ranking of the reranker inside is not written into", async () => {
  const { reranker } = counting("numbers");
  const ranking = await reranker.rerank("q", texts);
  const same: Reranker = { ...reranker, rerank: async () => ranking as never };
  await calibrated(same, makeCalibration(reranker)).rerank("q", texts);
  expect(ranking.results.every((result) => !("probability" in result))).toBe(true);
});

test("probabilities that are equal do not make ties: the order is that of the scores", async () => {
  const { reranker } = counting("numbers");
  const flat = { method: "isotonic", parameters: { scores: [0], probabilities: [0.5] } } as const;
  const { results } = await calibrated(reranker, makeCalibration(reranker, flat)).rerank("q", texts);
  expect(results.map(({ index, probability }) => [index, probability])).toEqual([
    [2, 0.5],
    [1, 0.5],
    [3, 0.5],
    [0, 0.5],
  ]);
});

test("a document without a score gets no probability", async () => {
  const { reranker } = counting("numbers");
  const { results } = await calibrated(reranker, makeCalibration(reranker)).rerank("q", ["3", "", "4"], { depth: 1 });
  expect(results.map(({ index, probability }) => [index, probability !== undefined])).toEqual([
    [0, true],
    [2, false],
    [1, false],
  ]);
});

describe("minProbability", () => {
  // ln(0.75 / 0.25) = 1.0986: scores from 1.1 on have it.
  const least = { minProbability: 0.75 };

  test("drops what is below as minScore does, and what is beyond topN as topN", async () => {
    const { reranker } = counting("numbers");
    const wrapped = calibrated(reranker, makeCalibration(reranker), least);
    const { results, dropped } = await wrapped.rerank("q", texts, { topN: 1 });
    expect(results.map(({ index }) => index)).toEqual([2]);
    expect(dropped).toEqual([
      { index: 1, reason: "topN" },
      { index: 3, reason: "minScore" },
      { index: 0, reason: "minScore" },
    ]);
  });

  test.each([
    [5, [2]],
    [-5, [2, 1]],
  ])("with a minScore of the call, %d, the higher of the two holds", async (minScore, kept) => {
    const { reranker } = counting("numbers");
    const { results } = await calibrated(reranker, makeCalibration(reranker), least).rerank("q", texts, { minScore });
    expect(results.map(({ index }) => index)).toEqual(kept);
  });

  test('"target" is the first threshold itself, to the last bit', async () => {
    const { reranker } = counting("numbers");
    const wrapped = calibrated(reranker, makeCalibration(reranker), { minProbability: "target" });
    const { results } = await wrapped.rerank(
      "q",
      ["1.9999", "2", "3"].map((text) => text.replace(".", " ")),
    );
    expect(results.map(({ index }) => index)).toEqual([2, 1]);
  });

  test("one that every score has drops only what has no score", async () => {
    const { reranker } = counting("numbers");
    const flat = { method: "isotonic", parameters: { scores: [0], probabilities: [0.5] } } as const;
    const wrapped = calibrated(reranker, makeCalibration(reranker, flat), { minProbability: 0.4 });
    expect((await wrapped.rerank("q", ["1", ""])).dropped).toEqual([{ index: 1, reason: "minScore" }]);
  });

  test("whatever it drops, results and dropped are the input, and what is kept is what reaches it, in the order without it", async () => {
    const { reranker } = counting("numbers");
    const documents = fc.array(fc.oneof(fc.constant(""), fc.integer({ min: 0, max: 30 }).map(String)), { maxLength: 30 });
    const probability = fc.double({ min: 0.5, max: 0.99, noNaN: true });
    await fc.assert(
      fc.asyncProperty(documents, probability, fc.integer({ min: 1, max: 12 }), async (documents, minProbability, topN) => {
        const wrapped = calibrated(reranker, makeCalibration(reranker), { minProbability });
        const { results, dropped } = await wrapped.rerank("q", documents, { topN });
        expect([...results, ...dropped].map(({ index }) => index).sort((a, b) => a - b)).toEqual([...documents.keys()]);
        const all = await calibrated(reranker, makeCalibration(reranker)).rerank("q", documents);
        const reach = all.results.filter((result) => (result.probability ?? 0) >= minProbability);
        expect(results).toEqual(documents.every((text) => text === "") ? all.results.slice(0, topN) : reach.slice(0, topN));
      }),
      { numRuns: 100 },
    );
  });

  test("what a deadline left unscored has not shown that it is good enough", async () => {
    const stuck = stuckAfterOne("stuck");
    const wrapped = calibrated(stuck, makeCalibration(stuck), least);
    const { results, dropped } = await wrapped.rerank("q", ["8", "9"], { deadlineMs: 30 });
    expect(results.map(({ index }) => index)).toEqual([0]);
    expect(dropped).toEqual([{ index: 1, reason: "minScore" }]);
  });
});

describe("scores of another reranker", () => {
  const chain = (...rerankers: Reranker[]) => {
    const first = rerankers[0] as Reranker;
    return calibrated(fallback(rerankers), makeCalibration(first), { minProbability: 0.75 });
  };

  test("of a fallback inside get no probability, are held to no threshold, and the receipt says so", async () => {
    const ranking = await chain(failing("first", "rate_limited"), counting("second").reranker).rerank("q", texts);
    expect(ranking.results.map(({ score, probability }) => [score, probability])).toEqual(
      [9, 2, 1, 0].map((score) => [score, undefined]),
    );
    expect(codes(ranking)).toEqual(["served_by_fallback", "min_score_ignored", "not_calibrated"]);
    const ignored = ranking.receipt.warnings.find(({ code }) => code === "min_score_ignored");
    expect(ignored?.message).toContain("minProbability 0.75");
  });

  test("also where it has the same name, as a model with other options has", async () => {
    const ranking = await chain(failing("numbers", "rate_limited"), counting("numbers").reranker).rerank("q", texts);
    expect(ranking.results.every(({ probability }) => probability === undefined)).toBe(true);
    expect(codes(ranking)).toContain("not_calibrated");
  });

  test("keep the probabilities of a calibration of their own", async () => {
    const second = counting("second").reranker;
    const own = calibrated(second, makeCalibration(second));
    const { results } = await chain(failing("first", "rate_limited"), own).rerank("q", texts);
    expect(results.map(({ probability }) => probability)).toEqual([9, 2, 1, 0].map(sigmoid));
  });

  test("the first of a chain gets them where it ranks", async () => {
    const ranking = await chain(counting("first").reranker, counting("second").reranker).rerank("q", texts);
    expect(ranking.results.map(({ probability }) => probability)).toEqual([9, 2].map(sigmoid));
    expect(codes(ranking)).toEqual([]);
  });

  test("a first-stage order is held to no threshold", async () => {
    const broken = failing("broken", "rate_limited");
    const passing = calibrated(withOnError(broken, "passthrough"), makeCalibration(broken), { minProbability: 0.75 });
    const ranking = await passing.rerank("q", texts);
    expect(ranking.results.map(({ index, probability }) => [index, probability])).toEqual(texts.map((_, i) => [i, undefined]));
    expect(codes(ranking)).toEqual(["passthrough", "min_score_ignored"]);
  });
});

test("a call is checked before it is passed on, also its minScore", async () => {
  const { reranker, asked } = counting("numbers");
  const wrapped = calibrated(reranker, makeCalibration(reranker), { minProbability: 0.5 });
  await expect(wrapped.rerank("q", texts, { minScore: "0.5" as never })).rejects.toMatchObject({ code: "invalid_options" });
  expect(asked).toEqual([]);
});

test("it says that it gives probabilities; a chain says so only where all of it does", async () => {
  const { reranker } = counting("numbers");
  const wrapped = calibrated(reranker, makeCalibration(reranker));
  expect([reranker, wrapped, withDeadline(wrapped, { deadlineMs: 9 })].map(({ supports }) => supports.probability)).toEqual([
    undefined,
    true,
    true,
  ]);
  expect(fallback([wrapped, reranker]).supports.probability).toBeUndefined();
  expect(fallback([wrapped, calibrated(reranker, makeCalibration(reranker))]).supports.probability).toBe(true);
});

test("a cache around it does not serve the probabilities of another calibration", async () => {
  const { reranker } = counting("numbers");
  const store = new Map<string, string>();
  const steep = { method: "platt", parameters: { input: "score", slope: 2, intercept: 0 } } as const;
  for (const [mapping, expected] of [
    [undefined, sigmoid(9)],
    [steep, sigmoid(18)],
    [steep, sigmoid(18)],
  ] as const) {
    const wrapped = cached(calibrated(reranker, makeCalibration(reranker, mapping)), { store });
    expect((await wrapped.rerank("q", texts)).results[0]?.probability).toBe(expected);
  }
});

test.each(["logit", "unit", "similarity"] as const)(
  "scores on the scale %s can be calibrated",
  async (scoreScale: ScoreScale) => {
    const { reranker } = counting("numbers", { scoreScale });
    const { results } = await calibrated(reranker, makeCalibration(reranker)).rerank("q", texts);
    expect(results[0]?.probability).toBe(sigmoid(9));
  },
);

test("an order without scores cannot", async () => {
  const identity = await createReranker("identity");
  const { reranker } = counting("numbers");
  const calibration = makeCalibration(reranker);
  expect(() => calibrated(identity, calibration)).toThrow(/identity gives an order and no scores/);
});

test("disposing it disposes the reranker inside", async () => {
  const { reranker } = counting("numbers");
  await calibrated(reranker, makeCalibration(reranker)).dispose();
  await expect(reranker.rerank("q", texts)).rejects.toMatchObject({ code: "disposed" });
});

test("a reranker that was made without a fingerprint is told apart by its id alone", () => {
  const scorer = { id: "mine", scoreScale: "logit", supports: { pointwise: true, abort: false, instructions: false } } as const;
  const bare = rerankerFromScorer({ ...scorer, score: async () => ({ scores: [] }), dispose: async () => {} });
  expect(calibrated(bare, makeCalibration(bare)).fingerprint).toBeUndefined();
});
