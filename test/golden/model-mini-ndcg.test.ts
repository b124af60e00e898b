import { join } from "node:path";
import { createReranker, type RerankerConfig } from "secondpass";
import { expect, test } from "vitest";
import { readJudgedQueries } from "../data/beir-collection.ts";
import { noSharedData, sharedData } from "../data/shared-data.ts";
import { collections } from "./collections.ts";
import { measureCollection } from "./measure-collection.ts";

// nDCG@10 over the top 100 of BM25, as the model card reports it.
const expected: Record<string, { alone: number; blended: number }> = {
  scifact: { alone: 0.697, blended: 0.701 },
  cranfield: { alone: 0.528, blended: 0.541 },
  "trec-dl19-rerank": { alone: 0.553, blended: 0.534 },
};
const tolerance = 0.003;
const configs: Record<"alone" | "blended", RerankerConfig> = { alone: { local: { blend: 0 } }, blended: "local" };

for (const { name, run } of collections.filter(({ name }) => Object.hasOwn(expected, name))) {
  test(`nDCG@10 on ${name}`, { timeout: 120_000 }, async ({ skip }) => {
    skip(noSharedData !== undefined, noSharedData);
    const queries = await readJudgedQueries(join(sharedData, "collections", name), run);
    for (const kind of ["alone", "blended"] as const) {
      await using reranker = await createReranker(configs[kind]);
      const ndcg = await measureCollection(reranker, queries);
      expect(Math.abs(ndcg - (expected[name]?.[kind] as number)), `${kind}: ${ndcg}`).toBeLessThanOrEqual(tolerance);
    }
  });
}
