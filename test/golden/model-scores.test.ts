import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createReranker } from "secondpass";
import { describe, expect, test } from "vitest";
import { makeTemporaryFolder } from "../data/temporary-folder.ts";

// Scores of a reference implementation in PyTorch, over ids of the Rust tokenizers: see make_golden.py.
const fixtures = fileURLToPath(new URL("fixtures", import.meta.url));
const tolerance = 1e-4;

interface Expected {
  keptTokens: number;
  score: number;
  ids: number[];
}

interface Case extends Expected {
  query: string;
  document: string;
  documentTokens: number;
  longest_first?: Expected;
  document_first: Expected;
}

function readCases(name: string): Case[] {
  return JSON.parse(readFileSync(join(fixtures, name, "expected.json"), "utf8"));
}

/** The fixture with other words in its model.json. */
async function copyOf(name: string, own: object): Promise<string> {
  const folder = await makeTemporaryFolder();
  cpSync(join(fixtures, name), folder, { recursive: true });
  const file = join(folder, "model.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...own }));
  return folder;
}

/** Scores documents of one query in one call and compares them, and what the receipt says, with the reference. */
async function compare(model: string, cases: readonly Case[], expectedOf: (of: Case) => Expected, options: object = {}) {
  await using reranker = await createReranker({ local: { model, trust: "off", ...options } });
  for (const [query, group] of groupByQuery(cases)) {
    const { results, receipt } = await reranker.rerank(
      query,
      group.map(({ document }) => document),
    );
    const expected = group.map(expectedOf);
    for (const { index, score } of results) {
      const difference = Math.abs((score as number) - (expected[index]?.score as number));
      expect(difference, `${query} + ${group[index]?.document}`).toBeLessThanOrEqual(tolerance);
    }
    expect(receipt.truncated).toEqual(
      group.flatMap(({ documentTokens }, index) => {
        const { keptTokens } = expected[index] as Expected;
        return keptTokens < documentTokens ? [{ index, keptTokens, totalTokens: documentTokens }] : [];
      }),
    );
    expect(receipt.usage.inputTokens).toBe(expected.reduce((sum, { ids }) => sum + ids.length, 0));
  }
}

function groupByQuery(cases: readonly Case[]): Map<string, Case[]> {
  const groups = new Map<string, Case[]>();
  for (const of of cases) groups.set(of.query, [...(groups.get(of.query) ?? []), of]);
  return groups;
}

// Alone, a few together, everything in one padded batch.
const batches = [1, 100, 100_000];

for (const name of ["bert", "xlm-roberta", "roberta-two-logits"]) {
  describe(name, () => {
    const cases = readCases(name);
    for (const maxPaddedTokens of batches) {
      test(`scores of every length, ${maxPaddedTokens} tokens to a batch`, async () => {
        await compare(await copyOf(name, { maxPaddedTokens }), cases, (of) => of.document_first);
      });
    }

    test("scores of pairs cut as Python cuts them", async () => {
      const cut = cases.filter((of) => of.longest_first);
      await compare(join(fixtures, name), cut, (of) => of.longest_first as Expected, { truncation: "longest_first" });
    });
  });
}

for (const name of ["decoder", "decoder-with-past"]) {
  describe(name, () => {
    const cases = readCases(name);
    for (const maxPaddedTokens of batches) {
      test(`logit of yes minus logit of no, ${maxPaddedTokens} tokens to a batch`, async () => {
        await compare(await copyOf(name, { maxPaddedTokens }), cases, (of) => of);
      });
    }
  });
}

describe("in WebAssembly", () => {
  for (const name of ["bert", "xlm-roberta", "roberta-two-logits"]) {
    test(`${name}: the same scores`, async () => {
      await compare(join(fixtures, name), readCases(name), (of) => of.document_first, { runtime: "wasm" });
    });
  }

  for (const name of ["decoder", "decoder-with-past"]) {
    test(`${name}: the same scores`, async () => {
      await compare(join(fixtures, name), readCases(name), (of) => of, { runtime: "wasm" });
    });
  }
});

test("the cases have what they are for: cut documents, cut queries, many lengths, scores that differ", () => {
  const cases = readCases("bert");
  const scores = new Set(cases.map((of) => of.document_first.score.toFixed(3)));
  expect(scores.size).toBeGreaterThan(cases.length - 4);
  expect(cases.filter((of) => of.document_first.keptTokens < of.documentTokens).length).toBeGreaterThan(4);
  const isCutElsewhere = ({ longest_first: other, document_first: own }: Case) => other && other.keptTokens !== own.keptTokens;
  expect(readCases("roberta-two-logits").concat(readCases("bert"), readCases("xlm-roberta")).some(isCutElsewhere)).toBe(true);
});
