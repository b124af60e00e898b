import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { openCollection, readCorpus, readRerankingTask } from "@secondpass/eval";
import { expect, test } from "vitest";
import { smallCollection, writeCollection, writeData } from "../support/write-collection.ts";

async function drain(documents: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of documents);
}

test("a collection is opened, plain or gzipped, with its queries in order", async () => {
  const packed = (name: keyof typeof smallCollection) => ({
    [name]: undefined,
    [`${name}.gz`]: gzipSync(smallCollection[name] ?? ""),
  });
  const names = ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"];
  for (const changes of [{}, Object.assign({}, ...names.map(packed))]) {
    const folder = await writeCollection(changes);
    const { name, split, queries, qrels, corpusFile } = await openCollection(folder);
    expect(folder.endsWith(name)).toBe(true);
    expect(split).toBe("test");
    expect([...queries.keys()]).toEqual(["q1", "q2", "q3", "q4"]);
    expect(qrels.get("q2")).toEqual(
      new Map([
        ["d4", 2],
        ["d1", 0],
      ]),
    );
    const documents = [];
    for await (const document of readCorpus(corpusFile)) documents.push(document);
    expect(documents.slice(0, 2)).toEqual([
      { id: "d1", title: "Iron", text: "rusts in the rain" },
      { id: "d2", text: "install rust with rustup" },
    ]);
  }
});

test.each([
  ["no such folder", "missing", {}, /missing: is no folder; a collection is one with corpus\.jsonl/],
  [
    "another folder",
    "qrels",
    {},
    /has no corpus\.jsonl \(nor corpus\.jsonl\.gz\), so this is no collection .* it holds test\.tsv/,
  ],
  ["no such split", ".", { "qrels/test.tsv": undefined, "qrels/dev.tsv": "a" }, /qrels: has no test\.tsv .* it holds dev\.tsv/],
  [
    "a judged query without text",
    ".",
    { "qrels/test.tsv": "q9\td1\t1\n" },
    /test\.tsv: judges query q9, which .*queries\.jsonl does not have/,
  ],
  [
    "a query twice",
    ".",
    { "queries.jsonl": '{"_id":"q","text":"a"}\n{"_id":"q","text":"b"}\n' },
    /queries\.jsonl:2: query q is there twice/,
  ],
  ["a query without text", ".", { "queries.jsonl": '{"_id":"q"}\n' }, /queries\.jsonl:1: query q has no `text`/],
  ["no JSON", ".", { "queries.jsonl": '{"_id":"q","text":"a"}\n\n{"_id"\n' }, /queries\.jsonl:3: is not JSON/],
  ["an array", ".", { "queries.jsonl": "[1]\n" }, /queries\.jsonl:1: holds \[1\] where a JSON object belongs/],
  ["no id", ".", { "queries.jsonl": '{"id":"q","text":"a"}\n' }, /queries\.jsonl:1: the object has no `_id`/],
])("%s: refused", async (_, below, changes, message) => {
  const folder = await writeCollection(changes);
  await expect(openCollection(join(folder, below))).rejects.toMatchObject({
    code: "invalid_data",
    message: expect.stringMatching(message),
  });
});

test.each([
  [
    "an id twice",
    '{"_id":"a","text":"1"}\n{"_id":"b"}\n\n{"_id":"a","text":"2"}\n',
    /corpus\.jsonl:4: document a is there twice/,
  ],
  ["a text that is none", '{"_id":"a","text":7}\n', /corpus\.jsonl:1: `text` must be a string/],
  ["no document", "\n", /corpus\.jsonl: holds no document/],
  ["a whole array, as in JSON", '[{"_id":"a","text":"1"}]', /corpus\.jsonl:1: holds \[.* where a JSON object belongs/],
])("a corpus with %s is refused", async (_, text, message) => {
  const corpus = readCorpus(await writeData(text, "corpus.jsonl"));
  await expect(drain(corpus)).rejects.toMatchObject({
    code: "invalid_data",
    message: expect.stringMatching(message),
  });
});

test("a reranking task of MTEB: one query or several", async () => {
  const file = await writeData(
    '{"query":"a","positive":["b"],"negative":[]}\n{"query":["c","d"],"positive":[],"negative":["e"]}\n',
  );
  expect(await readRerankingTask(file)).toEqual([
    { queries: ["a"], positive: ["b"], negative: [] },
    { queries: ["c", "d"], positive: [], negative: ["e"] },
  ]);
});

test.each([
  ["no positives", '{"query":"a","negative":[]}\n', /task:1: `positive` must be an array of strings/],
  ["no query", '{"positive":[],"negative":[]}\n', /task:1: `query` must be a string or an array of strings/],
  ["no queries", '{"query":[],"positive":[],"negative":[]}\n', /task:1: `query` is empty/],
  ["nothing", "", /task: holds no sample/],
])("a task with %s is refused", async (_, text, message) => {
  await expect(readRerankingTask(await writeData(text, "task"))).rejects.toThrow(message);
});
