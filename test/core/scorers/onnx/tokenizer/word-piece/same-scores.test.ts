import { join } from "node:path";
import { createReranker } from "secondpass";
import { describe, expect, test } from "vitest";
import { readJudgedQueries } from "../../../../../data/beir-collection.ts";
import { noSharedData, sharedData } from "../../../../../data/shared-data.ts";
import { collections } from "../../../../../golden/collections.ts";

const queriesOfEach = 2;

// `transformers` tokenises with the package and nothing else; both have one worker, and so the same batches.
async function scoreBoth(query: string, documents: readonly string[]): Promise<number[][]> {
  await using fast = await createReranker({ local: { blend: 0, workers: 1 } });
  await using slow = await createReranker({ local: { blend: 0, workers: 1, tokenizer: "transformers" } });
  const answers = await Promise.all([fast, slow].map((reranker) => reranker.rerank(query, [...documents])));
  return answers.map(({ results }) => [...results].sort((a, b) => a.index - b.index).map(({ score }) => score as number));
}

describe("scores are those of the package's tokens, to the last bit", () => {
  for (const { name, run } of collections.slice(0, 3)) {
    test(`${queriesOfEach} queries of ${name} with 100 candidates each`, async ({ skip }) => {
      skip(noSharedData !== undefined, noSharedData);
      const queries = await readJudgedQueries(join(sharedData, "collections", name), run);
      for (const { text, candidates } of queries.slice(0, queriesOfEach)) {
        const documents = candidates.map((candidate) => candidate.text);
        const [fast, slow] = await scoreBoth(text, documents);
        expect(fast).toHaveLength(documents.length);
        expect(fast).toEqual(slow);
      }
    });
  }

  test("made texts of any kind", async () => {
    const kinds = [
      "rust is installed with rustup",
      "Café ÅNGSTRÖM naïve",
      "北京的天气",
      "a [SEP] b",
      "\ud800 x\0y",
      "ΟΔΟΣ.",
      "",
      "word ".repeat(700),
    ];
    const documents = kinds.flatMap((kind) => kinds.map((other) => `${kind} ${other}`));
    const [fast, slow] = await scoreBoth("how do I install rust", documents);
    expect(fast).toHaveLength(documents.length);
    expect(fast).toEqual(slow);
  });
});
