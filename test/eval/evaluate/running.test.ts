import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { evaluate, measureRun, openCollection, readRun } from "@secondpass/eval";
import { expect, test } from "vitest";
import { rerankedRun } from "../../../packages/eval/src/evaluate/reranked-run.ts";
import { scriptedReranker } from "../support/scripted-reranker.ts";
import { writeCollection } from "../support/write-collection.ts";

const queries = 12;
const ids = Array.from({ length: queries }, (_, i) => i);
const many = {
  "queries.jsonl": ids.map((i) => `{"_id":"q${i}","text":"word${i}"}\n`).join(""),
  "corpus.jsonl": ids.map((i) => `{"_id":"d${i}","text":"word${i}"}\n`).join(""),
  "qrels/test.tsv": ids.map((i) => `q${i}\td${i}\t1\n`).join(""),
  "run.trec": ids.flatMap((i) => ids.map((j) => `q${i} Q0 d${j} 1 ${(i * j) % 7} t\n`)).join(""),
};

async function makeOptions() {
  const collection = await writeCollection(many);
  return { collection, run: join(collection, "run.trec"), checkpoint: join(collection, "checkpoint.jsonl") };
}

/** Everything but the clock. */
const figures = ({ msPerQuery: _, ...rest }: Awaited<ReturnType<typeof evaluate>>) => rest;

test("queries run side by side, as many as allowed, with the same result", async () => {
  const { checkpoint: _, ...options } = await makeOptions();
  const one = scriptedReranker();
  const four = scriptedReranker({ before: () => new Promise(setImmediate) });
  const alone = await evaluate({ ...options, reranker: one.reranker });
  const seen: number[] = [];
  const together = await evaluate({
    ...options,
    reranker: four.reranker,
    concurrency: 4,
    onProgress: (done, total) => seen.push(done / total),
  });
  expect([one.mostAtOnce, four.mostAtOnce]).toEqual([1, 4]);
  expect(figures(together)).toEqual(figures(alone));
  expect(seen).toEqual(ids.map((i) => (i + 1) / queries));
});

test("an evaluation that failed goes on from its checkpoint, and ends as if nothing had been", async () => {
  const options = await makeOptions();
  const whole = await evaluate({ ...options, checkpoint: undefined, reranker: scriptedReranker().reranker });
  const failing = scriptedReranker({ before: async (call) => (call === 5 ? Promise.reject(new Error("network")) : undefined) });
  await expect(evaluate({ ...options, reranker: failing.reranker })).rejects.toThrow("network");
  // The process was killed in the middle of a line.
  await appendFile(options.checkpoint, '{"query":"q5","key":"');
  const second = scriptedReranker();
  expect(figures(await evaluate({ ...options, reranker: second.reranker }))).toEqual(figures(whole));
  expect(second.calls).toHaveLength(queries - 5);
  const third = scriptedReranker();
  expect(figures(await evaluate({ ...options, reranker: third.reranker }))).toEqual(figures(whole));
  expect(third.calls).toEqual([]);
});

test("shards, each with a checkpoint of its own, are merged exactly by putting those together, in any order", async () => {
  const options = { ...(await makeOptions()), perQuery: true };
  const whole = await evaluate({ ...options, checkpoint: undefined, reranker: scriptedReranker().reranker });
  const parts: string[] = [];
  for (const shard of ["1/5", "2/5", "3/5", "4/5", "5/5"]) {
    const checkpoint = `${options.checkpoint}.${shard[0]}`;
    await evaluate({ ...options, shard, checkpoint, concurrency: 2, reranker: scriptedReranker().reranker });
    parts.push(await readFile(checkpoint, "utf8"));
  }
  const [first = "", second = "", ...rest] = parts;
  const orders = {
    "as they are": parts,
    backwards: [...parts].reverse(),
    "a shard twice, another line by line backwards": [
      second,
      ...rest,
      second,
      first.trimEnd().split("\n").reverse().join("\n"),
      "\n",
    ],
  };
  for (const [order, texts] of Object.entries(orders)) {
    await writeFile(options.checkpoint, texts.join(""));
    const merging = scriptedReranker();
    const merged = await evaluate({ ...options, reranker: merging.reranker });
    expect(figures(merged), order).toEqual(figures(whole));
    expect(merging.calls, order).toEqual([]);
    // Not a bit is lost on the way through the files, times included: what is read again is what was written.
    expect(await evaluate({ ...options, reranker: merging.reranker }), order).toEqual(merged);
  }
});

test("a shard that is missing is reranked where the shards are merged, and no other", async () => {
  const options = await makeOptions();
  const whole = await evaluate({ ...options, checkpoint: undefined, reranker: scriptedReranker().reranker });
  for (const shard of ["1/3", "3/3"]) await evaluate({ ...options, shard, reranker: scriptedReranker().reranker });
  const merging = scriptedReranker();
  expect(figures(await evaluate({ ...options, reranker: merging.reranker }))).toEqual(figures(whole));
  expect(merging.calls.map(({ query }) => query)).toEqual(["word1", "word4", "word7", "word10"]);
});

test("a checkpoint of another evaluation, or none at all, is refused", async () => {
  const options = await makeOptions();
  await evaluate({ ...options, reranker: scriptedReranker().reranker });
  const message = /checkpoint\.jsonl: is the checkpoint of another evaluation: for query q0/;
  await expect(evaluate({ ...options, reranker: scriptedReranker({ id: "other" }).reranker })).rejects.toThrow(message);
  await expect(evaluate({ ...options, depth: 3, reranker: scriptedReranker().reranker })).rejects.toThrow(message);
  await writeFile(join(options.collection, "corpus.jsonl"), many["corpus.jsonl"].replaceAll("word", "words"));
  await expect(evaluate({ ...options, reranker: scriptedReranker().reranker })).rejects.toThrow(message);
  // What was named by mistake is left as it is, also where it is a single line without an end.
  for (const text of [many["run.trec"], "only a line", many["run.trec"].slice(0, -5), '{"a":1}']) {
    await writeFile(options.checkpoint, text);
    await expect(evaluate({ ...options, reranker: scriptedReranker().reranker })).rejects.toThrow(
      /checkpoint\.jsonl(:1)?: is no line of a checkpoint/,
    );
    expect(await readFile(options.checkpoint, "utf8")).toBe(text);
  }
});

test("an abort ends the calls in flight with its reason", async () => {
  const { checkpoint: _, ...options } = await makeOptions();
  const controller = new AbortController();
  const reason = new Error("enough");
  const record = scriptedReranker({
    before: (call, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        if (call === 3) controller.abort(reason);
        else if (call < 3) resolve();
      }),
  });
  await expect(evaluate({ ...options, reranker: record.reranker, concurrency: 2, signal: controller.signal })).rejects.toBe(
    reason,
  );
  expect(record.calls.length).toBeLessThanOrEqual(5);
  await expect(evaluate({ ...options, reranker: record.reranker, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test("the written run has the very same metrics when it is read again", async () => {
  const { checkpoint: _, ...options } = await makeOptions();
  const writeRun = join(options.collection, "out.trec.gz");
  const { reranked } = await evaluate({ ...options, depth: 5, writeRun, reranker: scriptedReranker().reranker });
  const { qrels } = await openCollection(options.collection);
  expect(measureRun(await readRun(writeRun), qrels).mean).toEqual(reranked);
});

test.each([
  ["ties", [2, 2, 2]],
  ["scores that 32 bits cannot tell apart", [1 + 2e-9, 1 + 1e-9, 1]],
  ["below 0 and around it", [1e-45, 0, 0]],
  ["negative ties", [-3, -3, -3]],
  ["a rise, as after a deadline", [1, 5, 2]],
  ["none at all, as of a listwise reranker", [null, null, null]],
  ["none for the first", [null, 4, null]],
])("scores of a written run fall strictly in 32 bits: %s", (_, scores) => {
  const pool = ["a", "b", "c", "d", "e"].map((id) => ({ id, score: 0 }));
  const query = { id: "q", text: "", pool, grades: new Map() };
  const reranked = { order: ["c", "b", "a"], scores, ms: 1, usage: {}, warnings: [] };
  const entries = rerankedRun([query], [reranked]).get("q") ?? [];
  expect(entries.map(({ id }) => id)).toEqual(["c", "b", "a", "d", "e"]);
  const written = entries.map(({ score }) => Math.fround(Number(String(score))));
  for (const [i, score] of written.slice(1).entries()) expect(score).toBeLessThan(written[i] as number);
  expect(written.every(Number.isFinite)).toBe(true);
});
