import { join } from "node:path";
import {
  abTest,
  clickModels,
  compareRuns,
  openCollection,
  type Qrels,
  type Run,
  readRun,
  simulateClicks,
  splitQueries,
} from "@secondpass/eval";
import { seededRandom } from "secondpass/adapter";
import { describe, expect, test } from "vitest";
import { decide } from "../../../packages/eval/src/ab/verdict.ts";
import { noSharedData, sharedData } from "../../data/shared-data.ts";
import { scriptedReranker } from "../support/scripted-reranker.ts";
import { writeCollection } from "../support/write-collection.ts";

/** A run that has the good document of each query at a rank of its own. */
function runWith(ranks: readonly number[]): Run {
  return new Map(
    ranks.map((rank, i) => {
      const others = Array.from({ length: 9 }, (_, j) => `d${j}`);
      const order = [...others.slice(0, rank - 1), "good", ...others.slice(rank - 1)];
      return [`q${i}`, order.map((id, j) => ({ id, score: 10 - j }))];
    }),
  );
}
const judged = (count: number): Qrels => new Map(Array.from({ length: count }, (_, i) => [`q${i}`, new Map([["good", 1]])]));
const ranks = (count: number, rank: (i: number) => number) => Array.from({ length: count }, (_, i) => rank(i));

describe("the verdict", () => {
  test.each<[string, [number, number], number, string]>([
    ["an interval above 0", [0.01, 0.05], 0.01, "b is better"],
    ["one below 0", [-0.05, -0.01], 0.01, "a is better"],
    ["one above 0 that chance would bring too often", [0.001, 0.05], 0.06, "undecided"],
    ["one on both sides, wider than what matters", [-0.01, 0.05], 0.2, "undecided"],
    ["one on both sides, all of it too small to matter", [-0.01, 0.015], 0.2, "no difference that matters"],
    ["no width at all", [0, 0], 1, "no difference that matters"],
  ])("%s", (_, ci95, pValue, expected) => {
    expect(decide({ mean: 0, ci95, pValue, wins: 0, losses: 0, ties: 0 }, 0.02, 0.05)).toBe(expected);
  });

  test("follows from the comparison, whose figures are those of compareRuns", async () => {
    const [a, b] = [runWith(ranks(60, (i) => 3 + (i % 3))), runWith(ranks(60, (i) => 1 + (i % 4)))];
    const result = await abTest({ qrels: judged(60), a, b });
    const comparison = await compareRuns({ qrels: judged(60), runs: [a, b] });
    expect(result).toMatchObject({ ...comparison, verdict: "b is better", metric: "ndcg@10", holdout: { queries: 60, of: 60 } });
    expect((await abTest({ qrels: judged(60), a: b, b: a })).verdict).toBe("a is better");
    expect((await abTest({ qrels: judged(60), a, b: a })).verdict).toBe("no difference that matters");
  });

  test("is not there with few queries, which says how many it takes", async () => {
    const a = runWith(ranks(12, (i) => 1 + (i % 5)));
    const b = runWith(ranks(12, (i) => 1 + ((i + 1) % 5)));
    const result = await abTest({ qrels: judged(12), a, b, minimumEffect: 0.05 });
    expect(result.verdict).toBe("undecided");
    expect(result.queriesNeeded).toBeGreaterThan(12);
    expect(result.detectableEffect).toBeGreaterThan(0.05);
    expect(result.powerForMinimumEffect).toBeLessThan(0.8);
    expect(result.warnings.map(({ code }) => code)).toContain("few_queries");
  });
});

describe("the holdout", () => {
  const a = runWith(ranks(40, () => 3));
  const b = runWith(ranks(40, () => 2));

  test("only what was kept back decides; the rest is no part of it, nor of the warnings", async () => {
    const { holdout } = splitQueries(judged(40).keys(), { holdout: 0.4, salt: "x" });
    const result = await abTest({ qrels: judged(40), a, b, holdout: 0.4, salt: "x", perQuery: true });
    expect(Object.keys(result.perQuery ?? {})).toEqual(holdout);
    expect(result.holdout).toEqual({ queries: holdout.length, of: 40 });
    expect(result.warnings.map(({ code }) => code)).not.toContain("unjudged_queries");
    expect(await abTest({ qrels: judged(40), a, b, holdout, perQuery: true })).toEqual(result);
  });

  test.each([[["q1"]], [["nobody"]]])("of %j is refused: two queries are the least", async (holdout) => {
    await expect(abTest({ qrels: judged(40), a, b, holdout })).rejects.toMatchObject({ code: "invalid_options" });
  });
});

test("configurations are run on the candidates of the holdout alone", async () => {
  const collection = await writeCollection();
  const [first, second] = [scriptedReranker({ id: "first" }), scriptedReranker({ id: "second" })];
  const seen: number[] = [];
  const result = await abTest({
    collection,
    run: join(collection, "run.trec"),
    a: { reranker: first.reranker },
    b: { reranker: second.reranker, depth: 2 },
    holdout: ["q1", "q2"],
    metrics: ["mrr@10"],
    clicks: false,
    onProgress: (done, total) => seen.push(done / total),
  });
  expect(first.calls.map(({ documents }) => documents)).toEqual([2, 3]);
  expect(second.calls.map(({ documents }) => documents)).toEqual([2, 2]);
  // Both find d2 for q1; only the first sees d4, the third of q2.
  expect([result.a, result.b]).toEqual([{ "mrr@10": 1 }, { "mrr@10": (1 + 1 / 3) / 2 }]);
  expect(result.interleaving).toBeNull();
  expect(seen).toEqual([0.25, 0.5, 0.75, 1]);
  const mixed = await abTest({ collection, a: join(collection, "run.trec"), b: { reranker: "lexical" }, metrics: ["mrr@10"] });
  expect(mixed.delta["mrr@10"]?.mean).toBeGreaterThan(0);
});

test("documents that nobody judged are told of, where they count against one of the two", async () => {
  const pooled: Qrels = new Map(
    [...judged(30)].map(([id]) => [id, new Map([["good", 1], ...ranks(9, (i) => i).map((i) => [`d${i}`, 0] as const)])]),
  );
  const a = runWith(ranks(30, () => 2));
  const unseen: Run = new Map(
    [...a].map(([id, entries]) => [id, entries.map((entry, i) => (i === 0 ? { ...entry, id: "unseen" } : entry))]),
  );
  const warned = await abTest({ qrels: pooled, a, b: unseen });
  expect(warned.warnings).toMatchObject([
    { code: "unjudged_documents", message: expect.stringMatching(/100 % .* of a, and 90 % of b/) },
  ]);
  // Where only relevant documents are written down, it would be said of everything.
  expect((await abTest({ qrels: judged(30), a, b: unseen })).warnings).toEqual([]);
});

test.each<[string, object, RegExp]>([
  ["no judgments", { qrels: undefined }, /pass `qrels` or `collection`: clicks do not judge/],
  ["a reranker without texts", { b: { reranker: "lexical" } }, /needs `collection`/],
  ["no metric", { metrics: [] }, /`metrics` is empty/],
  ["an effect of 0", { minimumEffect: 0 }, /`minimumEffect` is 0/],
  ["one query", { qrels: judged(1) }, /two queries at least/],
])("%s is refused", async (_, wrong, message) => {
  const run = runWith([1, 2]);
  await expect(abTest({ qrels: judged(2), a: run, b: run, ...wrong })).rejects.toThrow(message);
});

test("on TREC DL 2019, what the judged holdout decides a simulated click log gets wrong", async ({ skip }) => {
  skip(noSharedData !== undefined, noSharedData);
  const folder = join(sharedData, "collections/trec-dl19-rerank");
  const { qrels } = await openCollection(folder);
  const shown = await readRun(join(folder, "runs/BM25.trec"));
  const better = await readRun(join(folder, "runs/SPLADE_P_P_ENSEMBLE_DISTIL.trec"));
  expect((await abTest({ qrels, a: shown, b: better })).verdict).toBe("b is better");

  // Users saw the first system's ten documents, a thousand times each query; what was clicked is taken for relevant.
  const random = seededRandom(1);
  const clicked: Qrels = new Map();
  for (const [query, grades] of qrels) {
    const ids = (shown.get(query) ?? []).slice(0, 10).map(({ id }) => id);
    const counts = new Map<string, number>();
    for (let i = 0; i < 1000; i++) {
      const relevance = ids.map((id) => (grades.get(id) ?? 0) / 3);
      for (const rank of simulateClicks(relevance, clickModels.positionBiased, random)) {
        counts.set(ids[rank] as string, (counts.get(ids[rank] as string) ?? 0) + 1);
      }
    }
    clicked.set(query, counts);
  }
  const byClicks = await abTest({ qrels: clicked, a: shown, b: better });
  expect(byClicks.verdict).toBe("a is better");
  expect(byClicks.delta["ndcg@10"]?.mean).toBeLessThan(-0.3);
});
