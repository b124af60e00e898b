import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createReranker, type RerankerConfig } from "secondpass";
import { expect, test } from "vitest";
import { readJudgedQueries } from "../data/beir-collection.ts";
import { noSharedData, sharedData } from "../data/shared-data.ts";
import { collections } from "./collections.ts";
import { measureCollection } from "./measure-collection.ts";
import type { Results } from "./model-card/results.ts";

// nDCG@10 over the top 100 of BM25, as the model card reports it; the others of its collections take longer.
const measured = ["scifact", "cranfield", "trec-dl19-rerank"];
const file = new URL("../../packages/model-mini/training/results.json", import.meta.url);
const results: Results = JSON.parse(await readFile(file, "utf8"));
const tolerance = 0.003;
const configs: Record<"alone" | "blended" | "local", RerankerConfig> = {
  alone: { local: { blend: 0 } },
  blended: { local: { blend: 0.2 } },
  local: "local",
};

for (const { name, run } of collections.filter(({ name }) => measured.includes(name))) {
  test(`nDCG@10 on ${name}`, { timeout: 120_000 }, async ({ skip }) => {
    skip(noSharedData !== undefined, noSharedData);
    const expected = results.collections.find((result) => result.name === name);
    const queries = await readJudgedQueries(join(sharedData, "collections", name), run);
    for (const kind of ["alone", "blended", "local"] as const) {
      await using reranker = await createReranker(configs[kind]);
      const ndcg = await measureCollection(reranker, queries);
      expect(Math.abs(ndcg - (expected?.[kind].mean as number)), `${kind}: ${ndcg}`).toBeLessThanOrEqual(tolerance);
    }
  });
}
