import { bm25Run, fuseRuns } from "@secondpass/eval";
import { expect, test } from "vitest";
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
