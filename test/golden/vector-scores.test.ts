import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Ranking } from "secondpass";
import { createBiEncoder } from "secondpass/bi-encoder";
import { createLateInteraction, type LateInteractionOptions } from "secondpass/late-interaction";
import { describe, expect, onTestFinished, test } from "vitest";

// Scores of a reference implementation in PyTorch, over ids of the Rust tokenizers, read as ColBERT's own code and as PyLate
// read texts: see make_golden_vectors.py.
const fixtures = fileURLToPath(new URL("fixtures", import.meta.url));
const tolerance = 1e-4;

interface Case {
  query: string;
  document: string;
  documentTokens: number;
  keptTokens: number;
  score: number;
  attending: number;
  unexpanded: number;
  mean: number;
  cls: number;
}

type Score = "score" | "attending" | "unexpanded" | "mean" | "cls";

function readCases(name: string): Case[] {
  return JSON.parse(readFileSync(join(fixtures, name, "expected.json"), "utf8"));
}

/** Scores documents of one query in one call and compares them with the reference. */
async function compare(rerank: (query: string, documents: string[]) => Promise<Ranking<string>>, cases: Case[], score: Score) {
  const queries = [...new Set(cases.map(({ query }) => query))];
  for (const query of queries) {
    const group = cases.filter((of) => of.query === query);
    const { results, receipt } = await rerank(
      query,
      group.map(({ document }) => document),
    );
    for (const { index, score: found } of results) {
      const of = group[index] as Case;
      expect(Math.abs((found as number) - of[score]), `${query} + ${of.document}`).toBeLessThanOrEqual(tolerance);
    }
    if (score === "mean" || score === "cls") continue;
    expect(receipt.truncated).toEqual(
      group.flatMap(({ keptTokens, documentTokens }, index) =>
        keptTokens < documentTokens ? [{ index, keptTokens, totalTokens: documentTokens }] : [],
      ),
    );
  }
}

const settings: [score: Score, said: Partial<LateInteractionOptions>][] = [
  ["score", {}],
  ["attending", { attendToExpansion: true }],
  ["unexpanded", { expandQueries: false }],
];

describe.each(["colbert", "pylate"])("%s", (name) => {
  const directory = join(fixtures, name);
  const cases = readCases(name);

  test.each(settings)("MaxSim by its own files: %s", async (score, said) => {
    const { reranker } = await createLateInteraction({ directory, ...said });
    onTestFinished(() => reranker.dispose());
    await compare((query, documents) => reranker.rerank(query, documents), cases, score);
  });

  test("in WebAssembly: the same scores", async () => {
    const { reranker } = await createLateInteraction({ directory, runtime: "wasm" });
    onTestFinished(() => reranker.dispose());
    await compare((query, documents) => reranker.rerank(query, documents), cases, "score");
  });

  test.each(["mean", "cls"] as const)("cosine of the %s vectors", async (pooling) => {
    const { reranker } = await createBiEncoder({ directory, pooling });
    onTestFinished(() => reranker.dispose());
    await compare((query, documents) => reranker.rerank(query, documents), cases, pooling);
  });

  test("the cases have what they are for: documents that are cut, and settings that change scores", () => {
    expect(cases.filter(({ keptTokens, documentTokens }) => keptTokens < documentTokens).length).toBeGreaterThan(4);
    expect(cases.filter(({ score, attending }) => Math.abs(score - attending) > 100 * tolerance).length).toBeGreaterThan(10);
    expect(new Set(cases.map(({ score }) => score.toFixed(3))).size).toBeGreaterThan(cases.length - 6);
  });
});
