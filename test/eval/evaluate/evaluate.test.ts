import { join } from "node:path";
import { type Evaluation, evaluate, measureRun, openCollection, readRun } from "@secondpass/eval";
import { createReranker, whenUncertain } from "secondpass";
import { describe, expect, test } from "vitest";
import { scriptedReranker } from "../support/scripted-reranker.ts";
import { writeCollection } from "../support/write-collection.ts";

const codes = ({ warnings }: Evaluation) => warnings.map(({ code }) => code);

describe("evaluate", () => {
  test("before and after, from the same candidates", async () => {
    const collection = await writeCollection();
    const { reranker, calls } = scriptedReranker();
    const metrics = ["ndcg@10", "mrr@10", "recall@100"];
    const result = await evaluate({ collection, run: join(collection, "run.trec"), reranker, metrics, perQuery: true });
    expect(calls).toEqual([
      { query: "how do I install rust", documents: 2 },
      { query: "cancel order", documents: 3 },
      { query: "paris", documents: 1 },
    ]);
    expect(result).toMatchObject({ split: "test", queries: 3, depth: 100, reranker: "scripted", recallCeiling: 1 });
    expect(result.baseline["mrr@10"]).toBeCloseTo((1 / 2 + 1 / 3 + 1) / 3, 12);
    expect(result.reranked).toEqual({ "ndcg@10": 1, "mrr@10": 1, "recall@100": 1 });
    expect(result.delta["mrr@10"]).toMatchObject({ wins: 2, losses: 0, ties: 1, pValue: 0.5 });
    expect(result.delta["recall@100"]).toEqual({ mean: 0, ci95: [0, 0], pValue: 1, wins: 0, losses: 0, ties: 3 });
    expect(result.perQuery?.q1).toEqual({
      baseline: { "ndcg@10": 1 / Math.log2(3), "mrr@10": 0.5, "recall@100": 1 },
      reranked: { "ndcg@10": 1, "mrr@10": 1, "recall@100": 1 },
    });
    expect(result.oracle).toEqual(result.reranked);
    expect(codes(result)).toEqual(["unjudged_queries", "few_queries"]);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  test("without a reranker the run is measured", async () => {
    const collection = await writeCollection();
    const result = await evaluate({ collection, run: join(collection, "run.trec") });
    const { qrels } = await openCollection(collection);
    expect(result.baseline).toEqual(measureRun(await readRun(join(collection, "run.trec")), qrels).mean);
    expect(result).toMatchObject({ reranker: null, delta: {}, strata: [], msPerQuery: null, usage: { calls: 0 } });
    expect(result.reranked).toEqual(result.baseline);
    expect(result).not.toHaveProperty("perQuery");
  });

  test("candidates below the depth keep their order, and the ceiling is that of the depth", async () => {
    const collection = await writeCollection();
    const { reranker, calls } = scriptedReranker();
    const result = await evaluate({ collection, run: join(collection, "run.trec"), reranker, depth: 2, metrics: ["mrr"] });
    expect(calls.map(({ documents }) => documents)).toEqual([2, 2, 1]);
    // q2's only relevant document is third, and stays there.
    expect(result.reranked.mrr).toBeCloseTo((1 + 1 / 3 + 1) / 3, 12);
    expect(result.oracle.mrr).toBeCloseTo((1 + 1 / 3 + 1) / 3, 12);
    expect(result.recallCeiling).toBeCloseTo(2 / 3, 12);
    expect(codes(result)).toContain("recall_ceiling");
  });

  test("documents that a threshold drops are still candidates", async () => {
    const collection = await writeCollection();
    const { reranker } = scriptedReranker();
    const strict = {
      ...reranker,
      rerank: (query, documents, options) => reranker.rerank(query, documents, { ...options, minScore: 9 }),
    } as typeof reranker;
    const result = await evaluate({ collection, run: join(collection, "run.trec"), reranker: strict });
    expect(result.reranked).toEqual(result.baseline);
  });

  test("the first judged queries only, and every n-th of them", async () => {
    const collection = await writeCollection();
    const of = async (options: object) =>
      Object.keys((await evaluate({ collection, run: join(collection, "run.trec"), perQuery: true, ...options })).perQuery ?? {});
    expect(await of({ limitQueries: 2 })).toEqual(["q1", "q2"]);
    expect(await of({ shard: "1/2" })).toEqual(["q1", "q3"]);
    expect(await of({ shard: "2/2" })).toEqual(["q2"]);
    await expect(of({ shard: "4/4" })).rejects.toThrow("shard 4/4 is empty: there are only 3 queries");
  });

  test("a reranker from a spec is made and freed; one that was passed in stays the caller's", async () => {
    const collection = await writeCollection();
    const { reranker, ...record } = scriptedReranker();
    await evaluate({ collection, run: join(collection, "run.trec"), reranker });
    expect(record.disposed).toBe(0);
    const lexical = await evaluate({ collection, run: join(collection, "run.trec"), reranker: "lexical", metrics: ["mrr"] });
    expect(lexical).toMatchObject({ reranker: "lexical", reranked: { mrr: 1 } });
  });

  test("several runs are fused, and without one BM25 is made of the corpus", async () => {
    const collection = await writeCollection({ "other.trec": "q1 Q0 d2 1 9 t\nq2 Q0 d4 1 9 t\n" });
    const files = ["run.trec", "other.trec", "other.trec"].map((name) => join(collection, name));
    expect((await evaluate({ collection, run: files, metrics: ["mrr"] })).baseline.mrr).toBe(1);
    expect((await evaluate({ collection, metrics: ["mrr"] })).baseline.mrr).toBe(1);
  });

  test("usage is summed, costs are told for 1,000 queries", async () => {
    const collection = await writeCollection();
    const { reranker } = scriptedReranker({ usage: { searchUnits: 1, costUsd: 0.002 } });
    const { usage } = await evaluate({ collection, run: join(collection, "run.trec"), reranker });
    expect(usage).toMatchObject({ calls: 3, searchUnits: 3 });
    expect(usage.costUsdPer1000Queries).toBeCloseTo(2, 12);
    expect(usage).not.toHaveProperty("inputTokens");
  });

  test("calls that were skipped on purpose are told of with their share, and are no failures", async () => {
    const collection = await writeCollection();
    const { reranker: inner, calls } = scriptedReranker();
    const reranker = whenUncertain(inner, { margin: 0.5, between: [1, 2], normalise: "none", minCandidates: 3 });
    const result = await evaluate({ collection, run: join(collection, "run.trec"), reranker });
    expect(calls.map(({ query }) => query)).toEqual(["how do I install rust", "paris"]);
    const message = "1 of 3 queries (33.3 %) were skipped, such as: the first stage is sure: its margin is 1, and 0.5 is enough";
    expect(result.warnings).toContainEqual({ code: "skipped", message });
    expect(codes(result)).not.toContain("not_reranked");
  });

  test("calls that a fallback answered are told of", async () => {
    const collection = await writeCollection();
    const failing = scriptedReranker({ before: async () => Promise.reject(new Error("down")) });
    const reranker = await createReranker({ reranker: failing.reranker, onError: "passthrough" });
    const result = await evaluate({ collection, run: join(collection, "run.trec"), reranker });
    expect(result.reranked).toEqual(result.baseline);
    const messages = result.warnings.map(({ message }) => message).join("\n");
    expect(messages).toMatch(
      /3 of 3 queries were not reranked as asked, such as: .*\n3 of 3 receipts have the warning passthrough/,
    );
  });
});

describe("options that mean nothing", () => {
  test.each([
    [{ depth: 0 }, "`depth` is 0; it must be a whole number of at least 1"],
    [{ limitQueries: 1.5 }, "`limitQueries` is 1.5"],
    [{ concurrency: -1 }, "`concurrency` is -1"],
    [{ shard: "0/2" }, '`shard` is "0/2"; it must be i/n'],
    [{ shard: "3/2" }, '`shard` is "3/2"'],
    [{ metrics: [] }, "`metrics` is empty"],
    [{ metrics: ["ndgc@10"] }, '"ndgc@10" is no metric'],
    [{ strata: ["size" as "length"] }, 'queries are not divided by "size", only by length, question, number, rareTerm'],
  ])("%j", async (options, message) => {
    const collection = await writeCollection();
    const evaluating = evaluate({ collection, run: join(collection, "run.trec"), ...options });
    await expect(evaluating).rejects.toMatchObject({ code: "invalid_options", message: expect.stringContaining(message) });
  });
});
