import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CalibrateOptions, calibrate } from "@secondpass/eval";
import { calibrated, createIdentityReranker } from "secondpass";
import { describe, expect, test } from "vitest";
import { numbersReranker, calibrateNumbers as run, writeNumberedCollection } from "../support/numbered-collection.ts";
import { writeCollection } from "../support/write-collection.ts";

describe("judgments", () => {
  test("relevantFrom is the least grade that counts; unjudged candidates count as irrelevant, or not at all", async () => {
    const { collection, run } = await writeNumberedCollection(60);
    const rows = Array.from({ length: 600 }, (_, i) => `q${Math.floor(i / 10)}\td${i}\t${[2, 1, 0, -1, undefined][i % 5] ?? ""}`);
    const graded = await writeCollection({
      "corpus.jsonl": await readFile(join(collection, "corpus.jsonl")),
      "queries.jsonl": await readFile(join(collection, "queries.jsonl")),
      "qrels/test.tsv": rows.filter((row) => !row.endsWith("\t")).join("\n"),
    });
    // Scored by the place in the list of five, so that scores rise with the grade.
    const byPlace = numbersReranker({ score: async (_, texts) => ({ scores: texts.map((_, i) => -(i % 5)) }) });
    const counts = async (options: Partial<CalibrateOptions>) => {
      const { data, holdout } = await calibrate({ collection: graded, run, reranker: byPlace, ...options });
      return [data.fit.pairs + holdout.pairs, data.fit.relevant + holdout.relevant];
    };
    expect(await counts({})).toEqual([600, 240]);
    expect(await counts({ relevantFrom: 2 })).toEqual([600, 120]);
    expect(await counts({ unjudged: "leaveOut" })).toEqual([360, 240]);
  });

  test("where only relevant documents were judged, nothing can be left out", async () => {
    await expect(run({ unjudged: "leaveOut" })).rejects.toMatchObject({
      code: "invalid_data",
      message: expect.stringMatching(/has no document that is not relevant: .*count those unjudged as irrelevant/),
    });
  });

  test("one query cannot be divided", async () => {
    await expect(run({ limitQueries: 1 })).rejects.toMatchObject({
      code: "invalid_data",
      message: expect.stringMatching(
        /^of 0 queries and 0 pairs, the half to check on has no relevant document: judge more queries/,
      ),
    });
  });
});

describe("refused", () => {
  test.each([
    [
      "scores that fall with relevance",
      () => ({ reranker: numbersReranker({ score: async (_, texts) => ({ scores: texts.map((text) => -Number(text)) }) }) }),
    ],
    [
      "scores that are all the same",
      () => ({ reranker: numbersReranker({ score: async (_, texts) => ({ scores: texts.map(() => 1) }) }) }),
    ],
  ])("%s", async (_, options) => {
    for (const method of ["platt", "isotonic"] as const) {
      await expect(run({ ...options(), method })).rejects.toMatchObject({
        code: "invalid_data",
        message: expect.stringContaining("relevant documents do not have higher scores than others"),
      });
    }
  });

  test("an order without scores, and a reranker that is calibrated already, before any call", async () => {
    await expect(run({ reranker: createIdentityReranker() })).rejects.toMatchObject({
      code: "invalid_config",
      message: expect.stringContaining("gives an order and no scores"),
    });
    const reranker = numbersReranker({ score: () => Promise.reject(new Error("called")) });
    const already = calibrated(reranker, { ...(await run()) });
    await expect(run({ reranker: already })).rejects.toThrow(/numbers is calibrated already; leave `calibration` out/);
  });

  test.each<[Partial<CalibrateOptions>, RegExp]>([
    [{ targets: [{ measure: "precision", value: 0 }] }, /the target precision is 0; it must be above 0 and at most 1/],
    [{ targets: [{ measure: "precision", value: 1.01 }] }, /is 1.01/],
    [{ targets: [{ measure: "f1" as never, value: 0.5 }] }, /for precision or recall, not "f1"/],
    [{ relevantFrom: 0 }, /`relevantFrom` is 0; it must be a grade above 0/],
    [{ depth: 0 }, /`depth` is 0/],
    [{ concurrency: 0.5 }, /`concurrency` is 0.5/],
    [{ method: "beta" as never }, /`method` is "beta"; there are auto, platt, isotonic/],
    [{ unjudged: "maybe" as never }, /`unjudged` is "maybe"/],
  ])("%j", async (options, message) => {
    const reranker = numbersReranker({ score: () => Promise.reject(new Error("called")) });
    await expect(run({ reranker, ...options })).rejects.toMatchObject({
      code: "invalid_options",
      message: expect.stringMatching(message),
    });
  });
});
