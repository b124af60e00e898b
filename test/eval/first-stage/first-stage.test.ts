import { bm25Run, fuseRuns } from "@secondpass/eval";
import fc from "fast-check";
import { seededRandom } from "secondpass/adapter";
import { bm25 } from "secondpass/rank";
import { expect, test } from "vitest";
import { createBestDocuments } from "../../../packages/eval/src/first-stage/best-documents.ts";
import { sortEntries } from "../../../packages/eval/src/metrics/rank-documents.ts";
import { writeData } from "../support/write-collection.ts";

test("BM25 finds documents by title and text, as many as asked for, in any script", async () => {
  const corpus = await writeData(
    [
      { _id: "1", title: "Rust", text: "a language" },
      { _id: "2", text: "iron and rust, rust, rust" },
      { _id: "3", text: "GPU の値段" },
      { _id: "4", text: "nothing" },
    ]
      .map((row) => JSON.stringify(row))
      .join("\n"),
  );
  const run = await bm25Run(
    corpus,
    new Map(Object.entries({ a: "RUST language", b: "値段", c: "rust", d: "absent", e: "?" })),
    1,
  );
  expect([...run].map(([query, entries]) => [query, entries.map(({ id }) => id)])).toEqual([
    ["a", ["1"]],
    ["b", ["3"]],
    ["c", ["2"]],
    ["d", []],
    ["e", []],
  ]);
});

test("BM25 over a corpus is, to the last bits, BM25 over the same texts as candidates", async () => {
  const random = seededRandom(5);
  const word = () => `w${Math.floor(random() ** 2 * 30)}`;
  const texts = Array.from({ length: 200 }, () => Array.from({ length: 1 + Math.floor(random() * 40) }, word).join(" "));
  const corpus = await writeData(texts.map((text, i) => JSON.stringify({ _id: `d${i}`, text })).join("\n"));
  const queries = new Map(Array.from({ length: 20 }, (_, i) => [`q${i}`, Array.from({ length: 1 + (i % 6) }, word).join(" ")]));
  for (const options of [{}, { k1: 1.2, b: 0.75 }, { b: 0 }]) {
    const run = await bm25Run(corpus, queries, 1000, options);
    for (const [id, query] of queries) {
      const scores = bm25(query, texts, options);
      const expected = sortEntries(scores.flatMap((score, i) => (score > 0 ? [{ id: `d${i}`, score }] : [])));
      const entries = run.get(id) ?? [];
      expect(entries.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      for (const [i, { score }] of entries.entries()) expect(score).toBeCloseTo(expected[i]?.score ?? Number.NaN, 12);
    }
  }
});

test("BM25 of a corpus with an id twice is refused, and an abort ends it", async () => {
  const twice = await writeData('{"_id":"a","text":"rust"}\n{"_id":"a","text":"iron"}\n', "corpus.jsonl");
  const queries = new Map([["q", "rust"]]);
  await expect(bm25Run(twice, queries)).rejects.toThrow(/corpus\.jsonl:2: document a is there twice/);
  const corpus = await writeData('{"_id":"a","text":"rust"}\n');
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(bm25Run(corpus, queries, 1, { signal })).rejects.toThrow("enough");
});

test("the best documents are those that sorting everything brings to the top, in whatever order they are offered", () => {
  // Few different scores: ties are the rule. The third differs from the second in 64 bits only, which trec_eval does not see.
  const score = fc.constantFrom(0, 1, 1 + 1e-12, 2, -1);
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ maxLength: 2 }), { maxLength: 40 }),
      fc.infiniteStream(score),
      fc.integer({ min: 1, max: 12 }),
      (ids, scores, depth) => {
        const best = createBestDocuments(depth);
        const all = ids.map((id) => ({ id, score: scores.next().value as number }));
        for (const { id, score } of all) best.offer(id, score);
        expect(best.entries()).toEqual(sortEntries(all).slice(0, depth));
      },
    ),
    { numRuns: 300 },
  );
});

test("reciprocal ranks are summed by id; ranks begin at 1, and who does not have a document adds nothing", () => {
  const entries = (...ids: string[]) => ids.map((id, i) => ({ id, score: -i }));
  const fused = fuseRuns([
    new Map([["q", entries("a", "b")]]),
    new Map([
      ["q", entries("c", "b")],
      ["r", entries("a")],
    ]),
  ]);
  expect(fused.get("q")).toEqual([
    { id: "b", score: 2 / 62 },
    // Equal scores, in the order in which trec_eval takes them.
    { id: "c", score: 1 / 61 },
    { id: "a", score: 1 / 61 },
  ]);
  expect(fused.get("r")).toEqual([{ id: "a", score: 1 / 61 }]);
  expect(
    fuseRuns([new Map([["q", entries("a", "b")]])], 0)
      .get("q")
      ?.map(({ score }) => score),
  ).toEqual([1, 0.5]);
});
