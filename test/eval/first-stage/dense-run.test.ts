import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { bm25Run, denseRun, evaluate, fuseRuns } from "@secondpass/eval";
import { seededRandom } from "secondpass/adapter";
import { expect, test } from "vitest";
import { makeTemporaryFolder } from "../../data/temporary-folder.ts";
import { madeVector } from "../support/made-vectors.ts";
import { writeCollection, writeData } from "../support/write-collection.ts";

/** Embeddings as LangChain has them, with a record of what they were asked for. */
function recording(vectorOf: (text: string) => number[] = (text) => madeVector(text)) {
  const calls: string[][] = [];
  let [now, most] = [0, 0];
  return {
    calls,
    mostAtOnce: () => most,
    embedQuery: async (text: string) => vectorOf(text),
    async embedDocuments(texts: string[]) {
      calls.push(texts);
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
      return texts.map(vectorOf);
    },
  };
}

const rows = (texts: readonly string[]) => texts.map((text, i) => JSON.stringify({ _id: `d${i}`, text })).join("\n");

test("the nearest by cosine, exactly, as comparing all with all finds them, however the calls are divided", async () => {
  const random = seededRandom(11);
  const vectors = Array.from({ length: 300 }, () => Array.from({ length: 19 }, () => random() - 0.4));
  const vectorOf = (text: string) => (vectors[Number(text)] as number[]).map((value) => value * (1 + Number(text)));
  const corpus = await writeData(rows(vectors.map((_, i) => `${i}`)));
  const queries = new Map([7, 100, 299].map((i) => [`q${i}`, `${i}`]));
  const cosine = (a: number[], b: number[]) => {
    const product = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * (y[i] as number), 0);
    return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
  };
  for (const options of [{}, { batch: 7, concurrency: 3 }, { batch: 1 }]) {
    const run = await denseRun(corpus, queries, recording(vectorOf), { ...options, depth: 12 });
    expect([...run.keys()]).toEqual(["q7", "q100", "q299"]);
    for (const [id, entries] of run) {
      const asked = vectors[Number(id.slice(1))] as number[];
      const expected = vectors
        .map((vector, i) => ({ id: `d${i}`, score: cosine(asked, vector) }))
        .sort((a, b) => b.score - a.score)
        .slice(0, 12);
      expect(entries.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      for (const [i, { score }] of entries.entries()) expect(score).toBeCloseTo(expected[i]?.score ?? Number.NaN, 6);
    }
  }
});

test("titles are read, blank texts are not sent, long ones are cut where asked for, and progress is told", async () => {
  const corpus = await writeData(
    [
      { _id: "a", title: "Iron", text: "rusts" },
      { _id: "b", text: "  " },
      { _id: "c", text: "12345\ud83d\ude00" },
    ]
      .map((row) => JSON.stringify(row))
      .join("\n"),
  );
  const embeddings = recording();
  const seen: number[] = [];
  const queries = new Map([
    ["q1", "iron"],
    ["q2", " "],
  ]);
  const run = await denseRun(corpus, queries, embeddings, { batch: 1, maxCharacters: 6, onProgress: (done) => seen.push(done) });
  // The cut never leaves half a character.
  expect(embeddings.calls).toEqual([["Iron. "], ["12345"]]);
  expect(run.get("q1")?.map(({ id }) => id)).toEqual(["a", "c"]);
  expect(run.get("q2")).toEqual([]);
  expect(seen).toEqual([1, 2]);
  // Without a query there is nobody to compare documents with.
  expect(await denseRun("no such file", new Map([["q", ""]]), embeddings)).toEqual(new Map([["q", []]]));
});

test("as many calls at a time as allowed; the first error ends them", async () => {
  const corpus = await writeData(rows(Array.from({ length: 20 }, (_, i) => `text ${i}`)));
  const queries = new Map([["q", "text"]]);
  const embeddings = recording();
  await denseRun(corpus, queries, embeddings, { batch: 2, concurrency: 4 });
  expect(embeddings.mostAtOnce()).toBe(4);
  const failing = recording((text) => (text === "text 7" ? [Number.NaN] : [1]));
  await expect(denseRun(corpus, queries, failing, { batch: 2 })).rejects.toMatchObject({
    code: "invalid_response",
    message: 'Object gave NaN in a vector, at place 0, for the document "text 7"',
  });
  expect(failing.calls).toHaveLength(4);
});

test("an abort ends the wait for a model that does not listen", async () => {
  const corpus = await writeData(rows(["a", "b"]));
  const controller = new AbortController();
  const embeddings = {
    embedQuery: async () => [1],
    embedDocuments: () => {
      controller.abort(new Error("enough"));
      return new Promise<number[][]>(() => {});
    },
  };
  const { signal } = controller;
  await expect(denseRun(corpus, new Map([["q", "a"]]), embeddings, { signal })).rejects.toThrow("enough");
});

test.each(["depth", "batch", "concurrency", "maxCharacters"])("`%s` of 0 is refused", async (name) => {
  await expect(denseRun("corpus", new Map(), recording(), { [name]: 0 })).rejects.toMatchObject({
    code: "invalid_options",
    message: `\`${name}\` is 0; it must be a whole number of at least 1`,
  });
});

test("with a cache nothing is embedded twice but one text, to see that the model is the same, not even after a failure half-way, and the run is the same", async () => {
  const texts = Array.from({ length: 30 }, (_, i) => `text ${i % 25} ${"word ".repeat(i % 3)}`);
  const corpus = await writeData(rows(texts));
  const cache = join(await makeTemporaryFolder(), "vectors.bin");
  const queries = new Map([["q", "text 3 word"]]);
  const plain = await denseRun(corpus, queries, recording());
  let calls = 0;
  const failing = recording();
  const { embedDocuments } = failing;
  failing.embedDocuments = async (batch) => (calls++ === 3 ? Promise.reject(new Error("network")) : embedDocuments(batch));
  await expect(denseRun(corpus, queries, failing, { cache, batch: 5 })).rejects.toThrow("network");
  const second = recording();
  expect(await denseRun(corpus, queries, second, { cache, batch: 4 })).toEqual(plain);
  expect(second.calls[0]).toEqual([texts[0]]);
  expect(second.calls.flat()).toHaveLength(1 + 15);
  const third = recording();
  expect(await denseRun(corpus, queries, third, { cache })).toEqual(plain);
  expect(third.calls).toEqual([[texts[0]]]);
  expect((await readFile(cache, "utf8")).split("\n")[0]).toBe('{"secondpass":"vectors","model":"Object","dimensions":64}');
  expect((await stat(cache)).size).toBeGreaterThan(30 * 64 * 4);
  const other = recording((text) => madeVector(`${text} `.repeat(3).replaceAll("text", "page")));
  await expect(denseRun(corpus, queries, other, { cache })).rejects.toMatchObject({
    code: "invalid_data",
    message: expect.stringMatching(/vectors\.bin: holds other vectors than Object makes of the same text; name another file/),
  });
  const longer = recording((text) => madeVector(text, 65));
  await expect(denseRun(corpus, queries, longer, { cache })).rejects.toThrow("holds vectors of Object with 64 numbers");
});

test("evaluate makes it, alone or fused with others", async () => {
  const collection = await writeCollection();
  const metrics = ["mrr", "recall@100"];
  const alone = await evaluate({ collection, run: { dense: recording() }, metrics });
  expect(alone.baseline).toEqual({ mrr: 1, "recall@100": 1 });
  const file = join(collection, "run.trec");
  const queries = new Map([["q1", "how do I install rust"], ["q2", "cancel order"], ["q3", "paris"]]); // biome-ignore format: a table
  const corpus = join(collection, "corpus.jsonl");
  const fused = fuseRuns([await bm25Run(corpus, queries), await denseRun(corpus, queries, recording())]);
  const expected = await evaluate({ collection, run: fused, metrics, perQuery: true });
  const both = await evaluate({ collection, run: [{ bm25: {} }, { dense: recording(), batch: 2 }], metrics, perQuery: true });
  expect(both.perQuery).toEqual(expected.perQuery);
  const three = await evaluate({
    collection,
    run: [file, { bm25: { k1: 1.2 } }, { dense: recording() }],
    metrics,
    reranker: "lexical",
  });
  expect(three.baseline["recall@100"]).toBe(1);
  await expect(evaluate({ collection, run: { densely: 1 } as never })).rejects.toMatchObject({
    code: "invalid_options",
    message: "`run` is an object with densely; it must be a run's file, a run, { bm25: {} } or { dense: embeddings }",
  });
});
