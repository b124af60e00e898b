import { join } from "node:path";
import { evaluate, evaluateRerankers, evaluateRerankingTask, sweepDepths } from "@secondpass/eval";
import { createIdentityReranker, rerankerFromOrderer } from "secondpass";
import { expect, test } from "vitest";
import { scriptedReranker } from "../support/scripted-reranker.ts";
import { writeCollection, writeData } from "../support/write-collection.ts";

test("several rerankers on the same candidates, and against each other", async () => {
  const collection = await writeCollection();
  const options = { collection, run: join(collection, "run.trec"), metrics: ["mrr"] };
  const { evaluations, against } = await evaluateRerankers({
    ...options,
    rerankers: ["identity", scriptedReranker().reranker, "identity"],
  });
  expect(evaluations.map(({ reranker }) => reranker)).toEqual(["identity", "scripted", "identity"]);
  const alone = await evaluate({ ...options, reranker: scriptedReranker().reranker });
  expect({ ...evaluations[1], msPerQuery: null }).toEqual({ ...alone, msPerQuery: null });
  expect(against.map(({ first, second, delta }) => [first, second, delta.mrr?.wins, delta.mrr?.ties])).toEqual([
    ["identity", "scripted", 2, 1],
    ["identity", "identity", 0, 3],
  ]);
  expect(against[0]?.delta.mrr?.mean).toBeCloseTo(7 / 18, 12);
});

test("a sweep measures every depth on its own", async () => {
  const collection = await writeCollection();
  const { reranker, calls } = scriptedReranker();
  const seen: string[] = [];
  const results = await sweepDepths({
    collection,
    run: join(collection, "run.trec"),
    reranker,
    depths: [1, 2, 3],
    metrics: ["mrr"],
    onProgress: (done, total) => seen.push(`${done}/${total}`),
  });
  expect(results.map(({ depth, recallCeiling, reranked }) => [depth, recallCeiling, reranked.mrr])).toEqual([
    [1, expect.closeTo(1 / 3), expect.closeTo((1 / 2 + 1 / 3 + 1) / 3)],
    [2, expect.closeTo(2 / 3), expect.closeTo((1 + 1 / 3 + 1) / 3)],
    [3, 1, 1],
  ]);
  expect(calls.map(({ documents }) => documents)).toEqual([1, 1, 1, 2, 2, 1, 2, 3, 1]);
  expect(seen.at(-1)).toBe("9/9");
  for (const { msPerQuery } of results) expect(msPerQuery?.p95).toBeGreaterThanOrEqual(msPerQuery?.p50 ?? Number.NaN);
});

const sample = (query: string | string[], positive: string[], negative: string[]) =>
  `${JSON.stringify({ query, positive, negative })}\n`;

test("a reranking task: the best of several queries counts, samples without positives or negatives do not", async () => {
  const file = await writeData(
    sample(["nothing here", "install rust"], ["install rust"], ["iron", "spring", "install"]) +
      sample("a", ["b"], []) +
      sample("order", ["paris"], ["order", "rain"]),
  );
  const result = await evaluateRerankingTask({ file, reranker: scriptedReranker().reranker });
  // In the last sample the positive shares the lower score with a negative: scikit-learn finds both at rank 3.
  expect(result).toMatchObject({ samples: 2, skipped: 1 });
  expect(result.map).toBeCloseTo((1 + 1 / 3) / 2, 12);
  await expect(evaluateRerankingTask({ file: await writeData(sample("a", ["b"], [])), reranker: "lexical" })).rejects.toThrow(
    "no sample has both a positive and a negative",
  );
});

test("a reranking task worked by hand: precision at each positive, and the first within ten", async () => {
  // The score is the number of words shared with the query, so the orders are known.
  const words = (count: number) => "abcdefghijkl".slice(0, count).split("").join(" ");
  const query = words(12);
  const samples = [
    // Positives first and third: (1/1 + 2/3) / 2; reciprocal rank 1.
    { map: 5 / 6, mrr: 1, positive: [words(9), words(5)], negative: [words(7), words(2)] },
    // Second and fourth: (1/2 + 2/4) / 2; 1/2.
    { map: 1 / 2, mrr: 1 / 2, positive: [words(8), words(3)], negative: [words(9), words(4)] },
    // The only one is eleventh: 1/11; beyond ten there is nothing.
    { map: 1 / 11, mrr: 0, positive: [words(1)], negative: Array.from({ length: 10 }, (_, i) => words(i + 2)) },
  ];
  for (const { map, mrr, positive, negative } of samples) {
    const result = await evaluateRerankingTask({
      file: await writeData(sample(query, positive, negative)),
      reranker: scriptedReranker().reranker,
    });
    expect(result.map).toBeCloseTo(map, 12);
    expect(result.mrr).toBeCloseTo(mrr, 12);
  }
  const all = await writeData(samples.map(({ positive, negative }) => sample(query, positive, negative)).join(""));
  const { map, mrr } = await evaluateRerankingTask({ file: all, reranker: scriptedReranker().reranker });
  expect(map).toBeCloseTo((5 / 6 + 1 / 2 + 1 / 11) / 3, 12);
  expect(mrr).toBeCloseTo(1 / 2, 12);
});

test("a reranker that keeps its input's order, or that gives no scores, gains nothing by the file's order", async () => {
  const names = (kind: string) => Array.from({ length: 5 }, (_, i) => `${kind} ${i}`);
  const file = await writeData(sample("q", names("good"), names("bad")).repeat(200));
  const keeping = rerankerFromOrderer({
    id: "keeping",
    supports: { pointwise: false, abort: false, instructions: false },
    order: async (_, texts) => ({ order: texts.map((_, i) => i) }),
    dispose: async () => {},
  });
  for (const reranker of [createIdentityReranker(), keeping]) {
    // Half of the documents are positive; an order made by chance has a MAP a little above a half.
    const { map } = await evaluateRerankingTask({ file, reranker });
    expect(map).toBeGreaterThan(0.45);
    expect(map).toBeLessThan(0.7);
  }
});
