import { join } from "node:path";
import { compareRuns, evaluate } from "@secondpass/eval";
import { expect, test } from "vitest";
import { scriptedReranker } from "../support/scripted-reranker.ts";
import { type CollectionFiles, smallCollection, writeCollection } from "../support/write-collection.ts";

async function evaluateWith(changes: CollectionFiles, run?: Map<string, { id: string; score: number }[]>) {
  const collection = await writeCollection(changes);
  return evaluate({
    collection,
    run: run ?? join(collection, "run.trec"),
    reranker: scriptedReranker().reranker,
    metrics: ["mrr", "ndcg@10"],
  });
}

test.each<[string, CollectionFiles, RegExp]>([
  ["the run is empty", { "run.trec": "\n" }, /run\.trec: the run is empty/],
  ["the run has a score that is no number", { "run.trec": "q1 Q0 d1 1 nan t\n" }, /run\.trec:1: the score nan/],
  [
    "the run is of another collection",
    { "run.trec": "x1 Q0 d1 1 3 t\n" },
    /none of the run's queries \(such as x1\) is judged in .*test\.tsv.*another collection or split\?/,
  ],
  [
    "a candidate is not in the corpus",
    { "run.trec": "q1 Q0 d9 1 3 t\n" },
    /the run names document d9, which .*corpus\.jsonl does not have/,
  ],
  [
    "no judged document is in the corpus",
    { "qrels/test.tsv": "q1\td71\t1\nq2\td72\t1\n" },
    /corpus\.jsonl has none of the 2 judged documents, such as d71; is the corpus of another collection\?/,
  ],
  [
    "a document that nobody asks for is in the corpus twice",
    { "corpus.jsonl": `${smallCollection["corpus.jsonl"]}{"_id":"d9","text":"a"}\n{"_id":"d9","text":"b"}\n` },
    /corpus\.jsonl:6: document d9 is there twice/,
  ],
  ["the corpus is empty", { "corpus.jsonl": "\n" }, /corpus\.jsonl: holds no document/],
  [
    "nothing is relevant",
    { "qrels/test.tsv": "q1\td1\t0\nq2\td1\t0\n" },
    /has no relevant document for any query, so every metric would be 0/,
  ],
  [
    "a query is blank",
    { "queries.jsonl": '{"_id":"q1","text":" "}\n{"_id":"q2","text":"a"}\n{"_id":"q3","text":"a"}\n' },
    /query q1: .*empty/,
  ],
])("%s: an error that says so", async (_, changes, message) => {
  await expect(evaluateWith(changes)).rejects.toThrow(message);
});

test("a run in memory is held to the same rules", async () => {
  await expect(evaluateWith({}, new Map())).rejects.toThrow("the run is empty");
  await expect(evaluateWith({}, new Map([["q1", [{ id: "d1", score: Number.NaN }]]]))).rejects.toThrow(
    "the score of d1 for query q1 is NaN, which gives no order",
  );
  await expect(evaluateWith({}, new Map([["q1", []]]))).rejects.toThrow("the run has no document for any judged query");
  const twice = [1, 2].map((score) => ({ id: "d1", score }));
  await expect(evaluateWith({}, new Map([["q1", twice]]))).rejects.toThrow("the run has a document twice for query q1");
});

test("a query that the run names without a document counts as one that it misses", async () => {
  const run = new Map([
    ["q1", [{ id: "d2", score: 1 }]],
    ["q2", []],
    ["q3", [{ id: "d3", score: 1 }]],
  ]);
  const { warnings, reranked } = await evaluateWith({}, run);
  expect(warnings.map(({ message }) => message)).toContain(
    "the run has nothing for 1 of 3 judged queries, such as q2; they count as 0",
  );
  expect(reranked.mrr).toBeCloseTo(2 / 3, 12);
});

test("a run that is measured alone has to be of this collection, too", async () => {
  const measure = async (lines: string) => {
    const collection = await writeCollection({ "run.trec": lines });
    return evaluate({ collection, run: join(collection, "run.trec"), metrics: ["mrr"] });
  };
  await expect(measure("q1 Q0 x2 1 3 t\nq2 Q0 x4 1 3 t\n")).rejects.toThrow(
    /the run names document x2, which .*corpus\.jsonl does not have; is the run of another collection\?/,
  );
  const { warnings, baseline } = await measure("q1 Q0 d2 1 3 t\nq2 Q0 x4 1 3 t\nq3 Q0 d3 1 3 t\n");
  expect(warnings).toContainEqual({
    code: "unknown_documents",
    message: "1 of 3 documents of the run are not in the corpus, such as x4",
  });
  expect(baseline.mrr).toBeCloseTo(2 / 3, 12);
});

test("without a word in common BM25 finds nothing, which is an error and no 0", async () => {
  const collection = await writeCollection({
    "queries.jsonl": "q1 q2 q3"
      .split(" ")
      .map((id) => `{"_id":"${id}","text":"zzz"}\n`)
      .join(""),
  });
  await expect(evaluate({ collection })).rejects.toThrow("the run has no document for any judged query");
});

test("a file where a folder belongs", async () => {
  const file = join(await writeCollection(), "corpus.jsonl");
  await expect(evaluate({ collection: file })).rejects.toThrow(/corpus\.jsonl: is no folder; a collection is one with/);
});

test.each<[string, CollectionFiles, RegExp, number]>([
  [
    "ids of another kind than the judgments' look like a run that finds nothing",
    { "run.trec": "q1 Q0 d3 1 3 t\nq2 Q0 d2 1 3 t\nq3 Q0 d1 1 3 t\n" },
    /no document of the run is judged for its query, so none counts as relevant: are d3 \(run\) and d2 \(judgments\) ids of the same kind\?/,
    0,
  ],
  [
    "judged queries that the run misses count as 0",
    { "run.trec": "q1 Q0 d2 1 3 t\nq3 Q0 d3 1 3 t\n" },
    /the run has nothing for 1 of 3 judged queries, such as q2; they count as 0/,
    2 / 3,
  ],
  [
    "queries without a relevant document count as 0",
    { "qrels/test.tsv": "q1\td2\t1\nq2\td4\t0\nq3\td3\t1\n" },
    /1 of 3 queries have no relevant document, such as q2; they count as 0/,
    2 / 3,
  ],
  [
    "grades below 0 count as not judged",
    { "qrels/test.tsv": "q1\td2\t1\nq2\td4\t1\nq2\td3\t-2\nq3\td3\t1\n" },
    /1 judgments are below 0, such as that of d3 for query q2/,
    1,
  ],
  [
    "judged documents that the corpus does not have",
    { "qrels/test.tsv": "q1\td2\t1\nq1\td77\t1\nq2\td4\t1\nq3\td3\t1\n" },
    /1 of 4 judged documents are not in the corpus, such as d77/,
    1,
  ],
  [
    "queries of the run that are not judged are left out",
    {},
    /1 queries of the run are not judged and are left out, such as q4/,
    1,
  ],
  [
    "a document without text comes last",
    { "corpus.jsonl": '{"_id":"d1"}\n{"_id":"d2","text":"rust"}\n{"_id":"d3","text":"paris"}\n{"_id":"d4","text":"order"}\n' },
    /2 of 3 receipts have the warning empty_documents/,
    1,
  ],
])("%s, and it is said", async (_, changes, message, mrr) => {
  const { warnings, reranked } = await evaluateWith(changes);
  expect(warnings.map(({ message }) => message).join("\n")).toMatch(message);
  expect(reranked.mrr).toBeCloseTo(mrr, 12);
});

test("compareRuns looks at both runs", async () => {
  const folder = await writeCollection({
    "short.trec": "q1 Q0 d2 1 3 t\n",
    "alien.trec": "x Q0 d2 1 3 t\n",
    "other-ids.trec": "q1 Q0 D2 1 3 t\n",
  });
  const compare = (b: string) =>
    compareRuns({
      qrels: join(folder, "qrels/test.tsv"),
      runs: [join(folder, "run.trec"), join(folder, b)],
      metrics: ["mrr"],
      perQuery: true,
    });
  const { warnings, queries, delta, perQuery } = await compare("short.trec");
  expect(queries).toBe(3);
  expect(warnings.map(({ message }) => message)).toEqual([
    expect.stringMatching(/run\.trec: 1 queries of the run are not judged/),
    expect.stringMatching(/3 queries are few/),
    expect.stringMatching(/short\.trec: the run has nothing for 2 of 3 judged queries/),
  ]);
  expect(delta.mrr).toMatchObject({ wins: 1, losses: 2 });
  expect(perQuery?.q1).toEqual({ a: { mrr: 0.5 }, b: { mrr: 1 } });
  const other = await compare("other-ids.trec");
  expect(other.warnings.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(
      /other-ids\.trec: no document of the run is judged for its query, .* are D2 \(run\) and d2 \(judgments\)/,
    ),
  );
  await expect(compare("alien.trec")).rejects.toThrow(/none of the run's queries \(such as x\)/);
});
