import { join } from "node:path";
import { type EvaluateOptions, evaluate, evaluateRerankers, sweepDepths } from "@secondpass/eval";
import type { Receipt } from "secondpass";
import { expect, test } from "vitest";
import { annotatedReranker } from "../support/annotated-reranker.ts";
import { scriptedReranker } from "../support/scripted-reranker.ts";
import { writeCollection } from "../support/write-collection.ts";

const count = 120;
const ids = Array.from({ length: count }, (_, i) => i);
/** 120 queries with 24 candidates each; the one that has the query's word is between the first and the last. */
const many = {
  "queries.jsonl": ids.map((i) => `{"_id":"q${i}","text":"word${i}"}\n`).join(""),
  "corpus.jsonl": ids.map((i) => `{"_id":"d${i}","text":"word${i}"}\n`).join(""),
  "qrels/test.tsv": ids.map((i) => `q${i}\td${i}\t1\n`).join(""),
  "run.trec": ids
    .flatMap((i) => Array.from({ length: 24 }, (_, j) => `q${i} Q0 d${(i + count - ((i * 7) % 24) + j) % count} 1 ${24 - j} t\n`))
    .join(""),
};

async function makeOptions(): Promise<EvaluateOptions & { report: string }> {
  const collection = await writeCollection(many);
  return { collection, run: join(collection, "run.trec"), report: join(collection, "report.html"), metrics: ["mrr"], strata: [] };
}

/** The same reranker, but one whose documents' scores depend on each other, as it says. */
function listReranker() {
  const record = scriptedReranker();
  return { ...record, reranker: { ...record.reranker, supports: { ...record.reranker.supports, pointwise: false } } };
}

test("with a report, depths are swept on a sample where calls are free", async () => {
  const options = await makeOptions();
  const { reranker, calls } = listReranker();
  const seen: [number, number][] = [];
  const { sweep, queries } = await evaluate({ ...options, reranker, onProgress: (done, total) => seen.push([done, total]) });
  expect(queries).toBe(count);
  expect(sweep).toMatchObject({ queries: 100, timedQueries: 100 });
  // The run has 24 candidates: deeper is no other depth.
  expect(sweep?.depths.map(({ depth }) => depth)).toEqual([10, 20, 24]);
  expect(calls.map(({ documents }) => documents).slice(count)).toEqual(
    [10, 20, 24].flatMap((depth) => Array.from({ length: 100 }, () => depth)),
  );
  // Evenly spaced: of 120 queries every sixth is left out.
  expect(calls.slice(count, count + 6).map(({ query }) => query)).toEqual(["word0", "word1", "word2", "word3", "word4", "word6"]);
  for (const { msPerQuery } of sweep?.depths ?? []) expect(msPerQuery?.p50).toBeGreaterThan(0);
  expect(seen.map(([done]) => done)).toEqual(Array.from({ length: count + 300 }, (_, i) => i + 1));
  expect(seen.at(-1)).toEqual([420, 420]);
});

test("where documents are scored one by one, quality at less depth is known of all queries, and equals what is measured", async () => {
  const options = await makeOptions();
  const { sweep } = await evaluate({ ...options, reranker: scriptedReranker().reranker });
  expect(sweep).toMatchObject({ queries: count, timedQueries: 100 });
  const measured = await sweepDepths({ ...options, reranker: scriptedReranker().reranker, depths: [10, 20, 24] });
  expect(sweep?.depths.map((result) => ({ ...result, msPerQuery: null }))).toEqual(
    measured.map((result) => ({ ...result, msPerQuery: null })),
  );
  // Each depth finds more of them.
  const found = measured.map(({ reranked }) => reranked.mrr as number);
  expect(found[0]).toBeLessThan(found[1] as number);
  expect(found[1]).toBeLessThan(found[2] as number);
});

const signs: [string, Partial<Receipt>][] = [
  ["search units", { usage: { calls: 1, searchUnits: 1 } }],
  ["money", { usage: { calls: 1, costUsd: 0.001 } }],
  ["text that a model wrote", { usage: { calls: 1, outputTokens: 5 } }],
  ["a request", { requests: [{ documents: 3, attempts: 1, durationMs: 1 }] }],
  ["a cache, which does not tell what the next call costs", { cache: { hits: 3, misses: 0, hitRate: 1 } }],
];

test.each(signs)("a receipt that tells of %s: no call is made for the report's sake", async (_, receipt) => {
  const options = { ...(await makeOptions()), limitQueries: 12 };
  let calls = 0;
  const priced = annotatedReranker(() => {
    calls++;
    return receipt;
  });
  const { sweep } = await evaluate({ ...options, reranker: priced });
  expect(calls).toBe(12);
  // Quality needs no call here; the time is what is missing.
  expect(sweep).toMatchObject({ queries: 12, timedQueries: 0 });
  expect(sweep?.depths.map(({ msPerQuery }) => msPerQuery)).toEqual([null, null, null]);
  const asked = await evaluate({ ...options, reranker: priced, depths: [5, 10] });
  expect(calls).toBe(12 + 12 + 24);
  expect(asked.sweep?.depths.map(({ depth }) => depth)).toEqual([5, 10]);
});

test("without a report nothing is swept but what was asked for", async () => {
  const { report: _, ...options } = await makeOptions();
  expect(await evaluate({ ...options, limitQueries: 5, reranker: "lexical" })).not.toHaveProperty("sweep");
  const { sweep } = await evaluate({ ...options, limitQueries: 5, reranker: "lexical", depths: [3] });
  expect(sweep).toMatchObject({ queries: 5, timedQueries: 5, depths: [{ depth: 3 }] });
});

test("several rerankers have one progress and a sweep each", async () => {
  const options = { ...(await makeOptions()), limitQueries: 4 };
  const seen: number[] = [];
  const { evaluations } = await evaluateRerankers({
    ...options,
    rerankers: [listReranker().reranker, "identity"],
    onProgress: (done, total) => seen.push(done / total),
  });
  expect(evaluations.map(({ sweep }) => sweep?.depths.length)).toEqual([3, 3]);
  expect(seen.at(-1)).toBe(1);
  expect(seen).toHaveLength(2 * (4 + 3 * 4));
});

test("the usual depths of a sweep go as far as the run does", async () => {
  const { report: _, ...options } = await makeOptions();
  const results = await sweepDepths({ ...options, limitQueries: 3, reranker: "lexical" });
  expect(results.map(({ depth }) => depth)).toEqual([10, 20, 50]);
});

test.each([
  [{ depths: [] }, "`depths` is empty"],
  [{ depths: [10, 0] }, "`depths` is 0; it must be a whole number"],
  [{ depths: [10, 200] }, "`depths` holds 200, but only 100 candidates are reranked; raise `depth`"],
  [{ depths: [30], depth: 20 }, "only 20 candidates are reranked"],
])("%j is refused before anything is read", async (wrong, message) => {
  const evaluating = evaluate({ collection: "nowhere", reranker: "lexical", ...wrong });
  await expect(evaluating).rejects.toMatchObject({ code: "invalid_options", message: expect.stringContaining(message) });
});
