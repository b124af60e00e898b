import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { readQrels, readRun, writeQrels, writeRun } from "@secondpass/eval";
import { expect, test } from "vitest";
import { makeTemporaryFolder } from "../../data/temporary-folder.ts";
import { collectGarbage } from "../../support/collect-garbage.ts";
import { writeData } from "../support/write-collection.ts";

test("a run: any white space, exponents, queries that come back later", async () => {
  const file = await writeData("q1 Q0 a 1 1.5e-3 t\nq2\t0\tb\t1\t-2\tt\r\n q1 Q0 c 2 .5 t\n");
  expect(await readRun(file)).toEqual(
    new Map([
      [
        "q1",
        [
          { id: "a", score: 0.0015 },
          { id: "c", score: 0.5 },
        ],
      ],
      ["q2", [{ id: "b", score: -2 }]],
    ]),
  );
});

test.each([
  ["five columns", "q Q0 a 1 1 t\nq Q0 b 2 1\n", /run\.trec:2: has 5 columns; a run has six/],
  ["NaN", "q Q0 a 1 NaN t\n", /run\.trec:1: the score NaN is no finite number/],
  ["infinite", "q Q0 a 1 1e999 t\n", /run\.trec:1: the score 1e999/],
  ["hexadecimal", "q Q0 a 1 0x10 t\n", /run\.trec:1: the score 0x10/],
  ["a document twice", "q Q0 a 1 2 t\nx Q0 a 1 2 t\nq Q0 a 2 1 t\n", /run\.trec:3: document a is there twice for query q/],
  ["nothing", "\n", /run\.trec: the run is empty/],
])("a run with %s is refused", async (_, text, message) => {
  await expect(readRun(await writeData(text, "run.trec"))).rejects.toMatchObject({
    code: "invalid_data",
    message: expect.stringMatching(message),
  });
});

const grades = new Map([
  ["q1", new Map([["a", 1]])],
  ["q2", new Map([["b", -1]])],
]);

test.each([
  ["BEIR, with heading", "query-id\tcorpus-id\tscore\nq1\ta\t1\nq2\tb\t-1\n"],
  ["BEIR, without", "q1\ta\t1\nq2\tb\t-1.0\n"],
  ["TREC", "q1 0 a 1\nq2 Q0 b -1\n"],
  ["TREC, between tabs", "q1\t0\ta\t1\nq2\t0\tb\t-1\n"],
])("judgments: %s, plain and gzipped", async (_, text) => {
  expect(await readQrels(await writeData(text))).toEqual(grades);
  expect(await readQrels(await writeData(gzipSync(text)))).toEqual(grades);
});

test.each([
  ["a column too few", "query-id\tcorpus-id\tscore\nq1\ta\n", /qrels:2: is no judgment/],
  ["TREC lines after BEIR's", "q1\ta\t1\nq1 0 b 1\n", /qrels:2: is no judgment/],
  ["five columns", "q1 0 a 1 1\n", /qrels:1: is no judgment/],
  ["a grade that is none", "q1 0 a yes\n", /qrels:1: the grade "yes" is no whole number/],
  ["half a grade", "q1 0 a 0.5\n", /qrels:1: the grade "0.5"/],
  ["a judgment twice", "q1 0 a 1\nq1 0 a 0\n", /qrels:2: document a is judged twice for query q1/],
  ["only a heading", "query-id\tcorpus-id\tscore\n", /qrels: holds no judgment/],
])("judgments with %s are refused", async (_, text, message) => {
  await expect(readQrels(await writeData(text, "qrels"))).rejects.toMatchObject({
    code: "invalid_data",
    message: expect.stringMatching(message),
  });
});

test("what is kept of a run and of judgments does not hold on to their lines", async () => {
  // An id of this length is, for V8, a piece of the line, and that one of the megabyte that was read.
  const id = (i: number) => `document-${String(i).padStart(8, "0")}`;
  const rows = (columns: (i: number) => string) =>
    Array.from({ length: 30_000 }, (_, i) => `query-number-${i % 20} ${columns(i)}\n`);
  const runFile = await writeData(rows((i) => `Q0 ${id(i)} 1 ${-i} ${"tag".repeat(300)}`).join(""));
  const qrelsFile = await writeData(rows((i) => `${"iteration".repeat(100)} ${id(i)} 1`).join(""));
  const before = heapUsed();
  const kept = [await readRun(runFile), await readQrels(qrelsFile)];
  const grown = heapUsed() - before;
  expect(kept.map(({ size }) => size)).toEqual([20, 20]);
  // The files have 56 MB.
  expect(grown).toBeLessThan(15_000_000);
});

function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

test("what is written is read again, to the last digit", async () => {
  const folder = await makeTemporaryFolder();
  const run = new Map([["q1", [1 / 3, -1e-7, -5].map((score, i) => ({ id: `d${i}`, score }))]]);
  for (const name of ["run.trec", "run.trec.gz"]) {
    const file = join(folder, name);
    await writeRun(file, run, "my run");
    expect(await readRun(file)).toEqual(run);
  }
  const text = gunzipSync(await readFile(join(folder, "run.trec.gz"))).toString();
  expect(text.split("\n")[1]).toBe("q1 Q0 d1 2 -1e-7 my_run");
});

test("ids that a run cannot hold, and a place that cannot be written", async () => {
  const folder = await makeTemporaryFolder();
  const spaced = new Map([["q 1", [{ id: "a", score: 1 }]]]);
  await expect(writeRun(join(folder, "run"), spaced)).rejects.toThrow(/the id "q 1" cannot stand in a run/);
  await expect(writeRun(join(folder, "none/run"), new Map())).rejects.toThrow(/none\/run: cannot be written: ENOENT/);
});

test.each([
  ["qrels.tsv", "query-id\tcorpus-id\tscore\nq1\ta\t1\nq2\tb\t-1\n"],
  ["qrels.trec", "q1 0 a 1\nq2 0 b -1\n"],
])("%s is written in the form of its name, and read again, gzipped too", async (name, expected) => {
  const file = join(await makeTemporaryFolder(), name);
  await writeQrels(file, grades);
  expect(await readFile(file, "utf8")).toBe(expected);
  await writeQrels(`${file}.gz`, grades);
  expect(gunzipSync(await readFile(`${file}.gz`)).toString()).toBe(expected);
  expect(await readQrels(`${file}.gz`)).toEqual(grades);
});

test("an id that the form cannot hold is refused, one that it can is not", async () => {
  const spaced = new Map([["a query", new Map([["a document", 1]])]]);
  const folder = await makeTemporaryFolder();
  await writeQrels(join(folder, "spaced.tsv"), spaced);
  expect(await readQrels(join(folder, "spaced.tsv"))).toEqual(spaced);
  await expect(writeQrels(join(folder, "spaced.trec"), spaced)).rejects.toMatchObject({
    code: "invalid_data",
    message: expect.stringContaining('the id "a query" cannot stand in it'),
  });
});
