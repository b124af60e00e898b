import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { calibrate, writeCalibration } from "@secondpass/eval";
import {
  blendFirstStage,
  createLexicalReranker,
  createReranker,
  fallback,
  RerankError,
  type Reranker,
  readCalibration,
} from "secondpass";
import { seededRandom, shuffled } from "secondpass/adapter";
import { probabilityOf } from "secondpass/rank";
import { describe, expect, test } from "vitest";
import { makeTemporaryFolder } from "../../data/temporary-folder.ts";
import { numbersReranker, calibrateNumbers as run, writeNumberedCollection } from "../support/numbered-collection.ts";
import { writeCollection } from "../support/write-collection.ts";

const truth = (x: number) => 1 / (1 + Math.exp(-(2 * x - 1)));
const codes = ({ warnings }: { warnings: readonly { code: string }[] }) => warnings.map(({ code }) => code);

describe("what data was made with is found", () => {
  test("by Platt's sigmoid, and the held-out half agrees with it", async () => {
    const calibration = await run({ method: "platt" });
    for (const x of [-3, -1, 0, 0.5, 1, 3]) expect(Math.abs(probabilityOf(calibration, x) - truth(x))).toBeLessThan(0.1);
    expect(calibration.holdout.expectedCalibrationError).toBeLessThan(0.06);
    expect(calibration.holdout.bins.reduce((sum, { count }) => sum + count, 0)).toBe(calibration.holdout.pairs);
    // The best possible Brier score is the mean of p (1 - p), 0.0949 for scores even over -3 to 3.
    expect(calibration.holdout.brier).toBeGreaterThan(0.07);
    expect(calibration.holdout.brier).toBeLessThan(0.12);
  });

  test("by isotonic regression", async () => {
    const calibration = await run({ method: "isotonic" });
    for (const x of [-2.5, -1, 0, 1, 2.5]) expect(Math.abs(probabilityOf(calibration, x) - truth(x))).toBeLessThan(0.15);
    expect(calibration.holdout.expectedCalibrationError).toBeLessThan(0.08);
  });
});

describe("auto", () => {
  // Each half has as many queries: of 10 documents each, of which about 4 are relevant.
  test("is isotonic from 1,000 pairs of the fitted half on, Platt's below", async () => {
    const [few, many] = [await run(), await calibrate({ ...(await writeNumberedCollection(202)), reranker: numbersReranker() })];
    expect([few.data.fit.pairs, few.method]).toEqual([600, "platt"]);
    expect([many.data.fit.pairs, many.method]).toEqual([1010, "isotonic"]);
  });

  test("is Platt's where many pairs are of few queries", async () => {
    const { collection, run } = await writeNumberedCollection(48, 60);
    const { data, method } = await calibrate({ collection, run, reranker: numbersReranker() });
    expect([data.fit.queries, data.fit.pairs, method]).toEqual([24, 1440, "platt"]);
  });

  test("is Platt's where one kind is rare", async () => {
    // Every tenth of the judgments.
    const { collection, run } = await writeNumberedCollection(202);
    const qrels = (await readFile(join(collection, "qrels/test.tsv"), "utf8")).split("\n").filter((_, i) => i % 10 === 0);
    const rare = await writeCollection({
      "corpus.jsonl": await readFile(join(collection, "corpus.jsonl")),
      "queries.jsonl": await readFile(join(collection, "queries.jsonl")),
      "qrels/test.tsv": qrels.join("\n"),
      "qrels/all.tsv": await readFile(join(collection, "qrels/test.tsv")),
    });
    const calibration = await calibrate({ collection: rare, run, reranker: numbersReranker() });
    expect(calibration.data.fit.relevant).toBeLessThan(100);
    expect(calibration.method).toBe("platt");
  });
});

describe("the file", () => {
  test("says what it was made for and on, and is the same but for its time with the same seed", async () => {
    const targets = [
      { measure: "precision", value: 0.8 },
      { measure: "recall", value: 0.9 },
    ] as const;
    const same = { ...(await writeNumberedCollection(120)), targets };
    const [first, second, other] = [await run(same), await run(same), await run({ ...same, seed: 2 })];
    expect(first).toMatchObject({
      format: "secondpass-calibration",
      version: 1,
      reranker: { id: "numbers", scoreScale: "logit", fingerprint: expect.stringMatching(/^[\w-]{43}$/) },
      data: { split: "test", depth: 100, relevantFrom: 1, unjudged: "irrelevant", seed: 1, fit: { queries: 60, pairs: 600 } },
      holdout: { queries: 60, pairs: 600 },
      warnings: [],
    });
    expect({ ...second, createdAt: "" }).toEqual({ ...first, createdAt: "" });
    expect(other.data.hash).toBe(first.data.hash);
    expect({ ...other, createdAt: "" }).not.toEqual({ ...first, createdAt: "", data: other.data });
  });

  test("its hash is of queries, candidates, texts and judgments", async () => {
    const [{ data: of }, { data: ofFewer }] = [await run(), await run({ depth: 9 })];
    expect(ofFewer.hash).not.toBe(of.hash);
    const changed = await writeNumberedCollection(120);
    expect((await calibrate({ ...changed, reranker: numbersReranker() })).data.hash).toBe(of.hash);
    const qrels = await readFile(join(changed.collection, "qrels/test.tsv"), "utf8");
    const unjudged = ["d9", "d8", "d7", "d6"].find((document) => !qrels.includes(`\t${document}\t`));
    await appendFile(join(changed.collection, "qrels/test.tsv"), `q0\t${unjudged}\t1\n`);
    expect((await calibrate({ ...changed, reranker: numbersReranker({ id: "others" }) })).data.hash).not.toBe(of.hash);
  });

  test("is read again as it was written, and applies", async () => {
    const file = join(await makeTemporaryFolder(), "calibration.json");
    const calibration = await run({ targets: [{ measure: "precision", value: 0.8 }] });
    await writeCalibration(file, calibration);
    expect(await readCalibration(file)).toEqual(calibration);
    await using reranker = await createReranker({ reranker: numbersReranker(), calibration: { file, minProbability: "target" } });
    const { results, dropped } = await reranker.rerank("q", ["2.9", "-3", "2.5"]);
    expect(results.map(({ score, probability }) => [score, probability])).toEqual([
      [2.9, probabilityOf(calibration, 2.9)],
      [2.5, probabilityOf(calibration, 2.5)],
    ]);
    expect(dropped).toEqual([{ index: 1, reason: "minScore" }]);
    await expect(writeCalibration(join(file, "below"), calibration)).rejects.toMatchObject({ code: "invalid_data" });
  });

  test("keeps what only receipts tell: how scores are blended, and which model of the Hub made them", async () => {
    const model = { id: "org/name", revision: "0123abc", file: "model.onnx" };
    const inner = numbersReranker();
    const ofTheHub: Reranker = {
      ...inner,
      async rerank(query, documents, options) {
        const ranking = await inner.rerank(query, documents, options);
        return { ...ranking, receipt: { ...ranking.receipt, model } };
      },
    };
    const { reranker } = await run({ reranker: blendFirstStage(ofTheHub, { weight: 0.25 }) });
    expect(reranker).toMatchObject({ id: "numbers", blend: { weight: 0.25, with: "firstStage" }, model });
  });
});

describe("a threshold", () => {
  test("is chosen on one half, and what it reaches on the other is near the target and inside its interval", async () => {
    const { thresholds } = await run({ targets: [{ measure: "precision", value: 0.8 }] });
    const [threshold] = thresholds;
    const { precision, recall, kept, queriesWithout } = threshold?.achieved ?? {};
    expect(Math.abs((precision?.value ?? 0) - 0.8)).toBeLessThan(0.08);
    expect(precision?.ci95[0]).toBeLessThan(0.8);
    expect(precision?.ci95[1]).toBeGreaterThan(0.8);
    expect(recall?.value).toBeGreaterThan(0.8);
    expect(kept).toBeGreaterThan(150);
    expect(queriesWithout).toBeLessThan(10);
    expect(threshold?.probability).toBeCloseTo(truth(threshold?.score ?? 0), 1);
  });

  test("that is out of reach is an error which says what can be reached", async () => {
    // The highest scores are those of numbers near 1, of which a quarter is not relevant.
    const nearOne = numbersReranker({
      score: async (_, texts) => ({ scores: texts.map((text) => -((Number(text) - 1) ** 2)) }),
    });
    await expect(run({ reranker: nearOne, targets: [{ measure: "precision", value: 1 }] })).rejects.toMatchObject({
      code: "invalid_options",
      message: expect.stringMatching(
        /^precision 1 is reached at no score that keeps 10 documents: the best is 0\.\d+, from score -\S+ on/,
      ),
    });
  });
});

describe("what has to be known is in it", () => {
  test("few queries, no fingerprint, scores that depend on the candidates", async () => {
    const { fingerprint: _, ...anonymous } = numbersReranker({
      supports: { pointwise: false, abort: true, instructions: false },
    });
    expect(codes(await run({ reranker: anonymous, limitQueries: 12 }))).toEqual([
      "few_queries",
      "depends_on_candidates",
      "no_fingerprint",
    ]);
  });

  test("queries that a fallback answered are left out", async () => {
    let calls = 0;
    const flaky = numbersReranker({
      score: async (_, texts) => {
        if (++calls % 3 === 0) throw new RerankError("rate_limited", "patience");
        return { scores: texts.map(Number) };
      },
    });
    const calibration = await run({ reranker: fallback([flaky, createLexicalReranker()]) });
    expect([calibration.data.fit.queries, calibration.holdout.queries]).toEqual([40, 40]);
    expect(codes(calibration)).toContain("not_reranked");
    expect(calibration.warnings.find(({ code }) => code === "not_reranked")?.message).toMatch(/^40 of 120 queries were left out/);
  });

  test("candidates without a score are left out", async () => {
    const forgetful = numbersReranker({
      score: async (_, texts) => ({ scores: texts.map((text, i) => (i === 0 ? undefined : Number(text))), partial: true }),
    });
    const calibration = await run({ reranker: forgetful });
    expect(calibration.data.fit.pairs).toBe(540);
    expect(codes(calibration)).toEqual(["unscored"]);
  });

  test.each<[string, (x: number) => number, RegExp]>([
    [
      "is wrong there",
      (x) => -x,
      /^precision 0.8 is missed on the held-out queries: 0\.\d{3}, 95 % interval 0\.\d{3} to 0\.\d{3}$/,
    ],
    ["keeps nothing there", (x) => x - 100, /^the threshold for precision 0.8 keeps nothing of the held-out queries$/],
  ])("a threshold that %s", async (_, scoreOfHoldout, message) => {
    // The half that is not fitted on, by the same shuffle.
    const ids = Array.from({ length: 120 }, (_, i) => `query ${i}`);
    const holdout = new Set(shuffled(ids, seededRandom(1)).slice(60));
    const twoFaced = numbersReranker({
      score: async (query, texts) => ({
        scores: texts.map((text) => (holdout.has(query) ? scoreOfHoldout(Number(text)) : Number(text))),
      }),
    });
    const { warnings } = await run({ reranker: twoFaced, targets: [{ measure: "precision", value: 0.8 }] });
    expect(warnings).toEqual([{ code: "target_missed", message: expect.stringMatching(message) }]);
  });

  test("oddities of the collection", async () => {
    const { collection, run } = await writeNumberedCollection(60);
    await appendFile(join(collection, "qrels/test.tsv"), "q0\tnowhere\t1\n");
    expect(codes(await calibrate({ collection, run, reranker: numbersReranker() }))).toEqual(["data"]);
  });
});

test("a checkpoint makes the second time short, and a signal ends it", async () => {
  const checkpoint = join(await makeTemporaryFolder(), "checkpoint.jsonl");
  const same = { ...(await writeNumberedCollection(120)), checkpoint };
  const first = await run(same);
  const silent = numbersReranker({ score: () => Promise.reject(new Error("called")) });
  expect({ ...(await run({ ...same, reranker: silent })), createdAt: "" }).toEqual({ ...first, createdAt: "" });
  const controller = new AbortController();
  const onProgress = (done: number) => done === 3 && controller.abort(new Error("stop"));
  await expect(run({ signal: controller.signal, onProgress })).rejects.toThrow("stop");
});
