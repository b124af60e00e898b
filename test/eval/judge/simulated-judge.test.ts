import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { judge, openCollection, type Qrels, readCorpus, readRun } from "@secondpass/eval";
import { describe, expect, test } from "vitest";
import { useMockLlm } from "../../core/testing/mock-llm/use-mock-llm.ts";
import { noSharedData, sharedData } from "../../data/shared-data.ts";
import { makeTemporaryFolder } from "../../data/temporary-folder.ts";
import { writeUnjudged } from "../support/unjudged-collection.ts";

// What a judge that is known through and through must come out as: it gives the grade that people gave, but for a share of cases in
// which it draws any of the four. Of judgments by TREC's assessors; the judge is simulated.

const source = join(sharedData, "collections/trec-dl19-rerank");
const noise = 0.3;

/** The collection with a mark in each text by which the simulated judge knows it, down to what the run shows first. */
async function prepare(depth: number) {
  const collection = await openCollection(source);
  const run = await readRun(join(source, "runs/SPLADE_P_P_ENSEMBLE_DISTIL.trec"));
  const wanted = new Set([...run.values()].flatMap((entries) => entries.slice(0, depth).map(({ id }) => id)));
  const folder = await makeTemporaryFolder();
  const lines: string[] = [];
  for await (const { id, text } of readCorpus(collection.corpusFile)) {
    if (wanted.has(id)) lines.push(JSON.stringify({ _id: id, text: `(document ${id}) ${text}` }));
  }
  const queries = [...collection.qrels.keys()].map((id) => JSON.stringify({ _id: id, text: collection.queries.get(id) }));
  await mkdir(join(folder, "qrels"));
  await writeFile(join(folder, "corpus.jsonl"), lines.join("\n"));
  await writeFile(join(folder, "queries.jsonl"), queries.join("\n"));
  return { folder, run, qrels: collection.qrels, idOf: new Map([...collection.queries].map(([id, text]) => [text, id])) };
}

function gradeBy(qrels: Qrels, idOf: ReadonlyMap<string, string>, other: (chance: () => number, right: number) => number) {
  return (text: string, query: string, chance: () => number) => {
    const document = /\(document (\w+)\)/.exec(text)?.[1] as string;
    return other(chance, qrels.get(idOf.get(query) as string)?.get(document) ?? 0);
  };
}

/** Kappas of two raters, the first of whom gives grade i with a chance of `shares[i]`, and the second then j with `given(i)[j]`. */
function expectedKappas(shares: readonly number[], given: (i: number) => readonly number[]) {
  const columns = shares.map((_, j) => shares.reduce((sum, share, i) => sum + share * (given(i)[j] as number), 0));
  const kappa = (weight: (i: number, j: number) => number) => {
    let [observed, expected] = [0, 0];
    for (const [i, share] of shares.entries()) {
      for (const [j, column] of columns.entries()) {
        observed += weight(i, j) * share * (given(i)[j] as number);
        expected += weight(i, j) * share * column;
      }
    }
    return 1 - observed / expected;
  };
  return {
    plain: kappa((i, j) => Number(i !== j)),
    squared: kappa((i, j) => (i - j) ** 2),
    binary: kappa((i, j) => Number(i >= 2 !== j >= 2)),
  };
}

describe("a simulated judge with known noise on the judgments of TREC DL 2019", () => {
  test("agrees with people, and with itself, as the closed form says, inside the intervals", { timeout: 120_000 }, async ({
    skip,
  }) => {
    skip(noSharedData !== undefined, noSharedData);
    const depth = 30;
    const { folder, run, qrels, idOf } = await prepare(depth);
    const draw = (chance: () => number, right: number) => (chance() < noise ? Math.floor(4 * chance()) : right);
    const mock = await useMockLlm({ grade: gradeBy(qrels, idOf, draw) });
    const options = { collection: folder, run, depth, human: qrels, agreementOnly: true, passageTokens: 2000, batchSize: 10 };
    const { report } = await judge({ ...options, model: `${mock.url}#simulated`, concurrency: 8 });
    const { humanAgreement: human, repeatAgreement: repeat } = report;
    if (!human?.kappa || !human.weightedKappa || !human.binaryKappa || !repeat?.kappa) throw new Error("there is no agreement");
    expect(human.documents).toBeGreaterThan(800);

    const total = human.confusion.counts.flat().reduce((sum, count) => sum + count, 0);
    const shares = [0, 1, 2, 3].map((j) => human.confusion.counts.reduce((sum, row) => sum + (row[j] as number), 0) / total);
    const once = (right: number) => [0, 1, 2, 3].map((grade) => (grade === right ? 1 - noise : 0) + noise / 4);
    // Of two repeats the lower counts: P(grade >= g) is the square of what it is for one.
    const atLeast = (right: number, grade: number) =>
      once(right)
        .slice(grade)
        .reduce((sum, chance) => sum + chance, 0) ** 2;
    const lowerOfTwo = (right: number) => [0, 1, 2, 3].map((grade) => atLeast(right, grade) - atLeast(right, grade + 1));
    const withPeople = expectedKappas(shares, lowerOfTwo);
    for (const [estimate, expected] of [
      [human.kappa, withPeople.plain],
      [human.weightedKappa, withPeople.squared],
      [human.binaryKappa, withPeople.binary],
    ] as const) {
      expect(Math.abs(estimate.value - expected)).toBeLessThan(0.05);
      expect(estimate.ci95[0]).toBeLessThan(expected);
      expect(estimate.ci95[1]).toBeGreaterThan(expected);
      expect(estimate.ci95[1] - estimate.ci95[0]).toBeLessThan(0.2);
    }

    // Two repeats of the same judge: alike where both are right or both drew the same.
    const margins = [0, 1, 2, 3].map((grade) =>
      shares.reduce((sum, share, right) => sum + share * (once(right)[grade] as number), 0),
    );
    const alike = shares.reduce(
      (sum, share, right) => sum + share * once(right).reduce((same, chance) => same + chance ** 2, 0),
      0,
    );
    const byChance = margins.reduce((sum, margin) => sum + margin ** 2, 0);
    const expected = (alike - byChance) / (1 - byChance);
    expect(Math.abs(repeat.kappa.value - expected)).toBeLessThan(0.05);
    expect(repeat.kappa.ci95[0]).toBeLessThan(expected);
    expect(repeat.kappa.ci95[1]).toBeGreaterThan(expected);

    // It has no eye for places.
    const lead = report.positionBias.firstHalfLead;
    expect(lead?.ci95[0]).toBeLessThan(0);
    expect(lead?.ci95[1]).toBeGreaterThan(0);
  });

  test("that draws at random agrees with nobody", { timeout: 60_000 }, async ({ skip }) => {
    skip(noSharedData !== undefined, noSharedData);
    const { folder, run, qrels, idOf } = await prepare(10);
    const mock = await useMockLlm({ grade: gradeBy(qrels, idOf, (chance) => Math.floor(4 * chance())) });
    const options = { collection: folder, run, human: qrels, passageTokens: 2000, model: `${mock.url}#simulated` };
    const { report } = await judge({ ...options, repeats: 3 });
    for (const agreement of [report.humanAgreement, report.repeatAgreement]) {
      expect(Math.abs(agreement?.kappa?.value ?? 1)).toBeLessThan(0.08);
      expect(agreement?.kappa?.ci95[0]).toBeLessThan(0);
    }
  });
});

test("a simulated judge that prefers what stands first is found out", async () => {
  const { folder, run } = await writeUnjudged(20, 10);
  const mock = await useMockLlm({ positionBias: 0.6 });
  const { report } = await judge({ collection: folder, run, model: `${mock.url}#mock` });
  const { byPosition, firstHalfLead } = report.positionBias;
  expect(byPosition.map(({ position, documents }) => [position, documents])).toEqual(
    [1, 2, 3, 4, 5].map((position) => [position, 80]),
  );
  expect(firstHalfLead?.ci95[0]).toBeGreaterThan(0.4);
  expect(byPosition[0]?.meanGrade).toBeGreaterThan((byPosition[4]?.meanGrade ?? 3) + 0.8);
  // Another order each time: the repeats no longer agree.
  expect(report.repeatAgreement?.kappa?.value).toBeLessThan(0.8);
});
