import { join } from "node:path";
import { type ChunkedOptions, chunked, createReranker } from "secondpass";
import { expect, test } from "vitest";
import { readJudgedQueries } from "../data/beir-collection.ts";
import { noSharedData, sharedData } from "../data/shared-data.ts";
import { measureCollection } from "./measure-collection.ts";

// nDCG@10 of the bundled model with a window of 128 tokens, which most of these documents do not fit: every eighth query, the first 50
// of BM25. `npm run bench -- chunked` measures all of them, in several windows.
const expected: Record<string, { cut: number; max: number; softmax: number }> = {
  scifact: { cut: 0.623, max: 0.6251, softmax: 0.6298 },
  cranfield: { cut: 0.5889, max: 0.613, softmax: 0.618 },
};
const tolerance = 0.003;
const ways: Record<keyof (typeof expected)[string], ChunkedOptions | undefined> = {
  cut: undefined,
  max: {},
  softmax: { aggregate: "softmax" },
};

for (const [name, figures] of Object.entries(expected)) {
  test(`long documents on ${name}: read in passages they rank better than cut`, { timeout: 120_000 }, async ({ skip }) => {
    skip(noSharedData !== undefined, noSharedData);
    const all = await readJudgedQueries(join(sharedData, "collections", name), "bm25_top100.test.trec", 50);
    const queries = all.filter((_, i) => i % 8 === 0);
    await using model = await createReranker({ local: { blend: 0, maxTokens: 128 } });
    const found: Record<string, number> = {};
    for (const [how, options] of Object.entries(ways)) {
      found[how] = await measureCollection(options ? chunked(model, options) : model, queries);
    }
    for (const [how, figure] of Object.entries(figures)) {
      expect(Math.abs((found[how] as number) - figure), JSON.stringify(found)).toBeLessThanOrEqual(tolerance);
    }
    expect(found.max).toBeGreaterThan(found.cut as number);
  });
}
