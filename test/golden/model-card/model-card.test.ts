import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";
import { expect, test } from "vitest";
import { collections } from "../collections.ts";
import { fillCard, renderSignificance, renderTable } from "./card-tables.ts";
import type { CollectionResult, RerankedResult, Results } from "./results.ts";

const home = new URL("../../../packages/model-mini/", import.meta.url);
const read = (file: string) => readFile(new URL(file, home), "utf8");
const results: Results = JSON.parse(await read("training/results.json"));

const reranked = (mean: number, ci95: [number, number]): RerankedResult => ({ mean, difference: mean, ci95, wins: 2, losses: 1 });
const madeUp: Results = {
  metric: "ndcg@10",
  depth: 100,
  sha256: "",
  collections: [
    {
      name: "a",
      queries: 3,
      bm25: 0.25,
      alone: reranked(0.5, [-0.1, 0.2]),
      blended: reranked(0.25, [0.1, 0.4]),
      local: reranked(0.3, [0.1, 0.5]),
      msPer100Documents: 30,
    },
    {
      name: "b",
      queries: 4,
      bm25: 0.5,
      alone: reranked(0.1, [-0.4, -0.1]),
      blended: reranked(0.2, [0.1, 0.4]),
      local: reranked(0.2, [-0.1, 0.4]),
      msPer100Documents: 9.6,
    },
  ],
};

test("the card says what results.json holds", async () => {
  const card = await read("README.md");
  expect(card).toBe(fillCard(card, results));
});

test("results.json is of the weights that are shipped, on all collections", async () => {
  const weights = await readFile(join(modelDirectory, "model.onnx"));
  expect(results.sha256).toBe(createHash("sha256").update(weights).digest("hex"));
  expect(results.collections.map(({ name }) => name)).toEqual(collections.map(({ name }) => name));
});

test("the figures of the first page are those of results.json", async () => {
  const rows = (await read("../../README.md")).split("\n").filter((line) => line.startsWith("| "));
  const shown = { scifact: "scifact (", cranfield: "cranfield (", "trec-dl19-rerank": "TREC DL 2019 (", medline: "medline (" };
  for (const [name, start] of Object.entries(shown)) {
    const found = results.collections.find((result) => result.name === name) as CollectionResult;
    const cells = `| ${found.queries} | ${found.bm25.toFixed(3)} | **${found.local.mean.toFixed(3)}** |`;
    expect(rows.find((row) => row.startsWith(`| ${start}`))).toContain(cells);
  }
});

test("a difference whose interval has no zero in it is bold, and said in words", () => {
  const rows = renderTable(madeUp).split("\n").slice(2);
  expect(rows).toEqual([
    "| a | 3 | 0.2500 | 0.5000 | +0.5000 [-0.1000, +0.2000] | 0.2500 | **+0.2500 [+0.1000, +0.4000]** | 0.3000 | **+0.3000 [+0.1000, +0.5000]** | 2 / 1 | 30 |",
    "| b | 4 | 0.5000 | 0.1000 | **+0.1000 [-0.4000, -0.1000]** | 0.2000 | **+0.2000 [+0.1000, +0.4000]** | 0.2000 | +0.2000 [-0.1000, +0.4000] | 2 / 1 | 10 |",
  ]);
  expect(renderSignificance(madeUp)).toBe(
    "The model alone is significantly better than BM25 on none, significantly worse on b.\n" +
      "Blended it is significantly better than BM25 on a, b, significantly worse on none.\n" +
      "With feedback besides, which is `local`, it is significantly better than BM25 on a, significantly worse on none.",
  );
});

test("a card without its markers is an error", () => {
  expect(() => fillCard("# Card", madeUp)).toThrow("the card has no");
});
