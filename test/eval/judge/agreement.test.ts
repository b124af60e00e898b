import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { judge, type Qrels, writeJudgments, writeQrels } from "@secondpass/eval";
import { describe, expect, test } from "vitest";
import { agreementOf } from "../../../packages/eval/src/judge/agreement.ts";
import { useMockLlm } from "../../core/testing/mock-llm/use-mock-llm.ts";
import { writeUnjudged } from "../support/unjudged-collection.ts";

/** People who grade as the marks say, but for what `change` makes of it. */
function humanLabels(grades: ReadonlyMap<string, number>, change: (grade: number, id: string) => number | undefined): Qrels {
  const qrels: Qrels = new Map();
  for (const [id, grade] of grades) {
    const query = id.split("d")[0] as string;
    const given = change(grade, id);
    if (given !== undefined) qrels.set(query, (qrels.get(query) ?? new Map()).set(id, given));
  }
  return qrels;
}

test("with people who grade alike agreement is complete, and the table of both has a diagonal alone", async () => {
  const { folder, run, grades } = await writeUnjudged(6, 10);
  const mock = await useMockLlm();
  const human = humanLabels(grades, (grade, id) => (id.endsWith("d3") ? undefined : grade));
  const { report } = await judge({ collection: folder, run, model: `${mock.url}#mock`, human });
  const agreement = report.humanAgreement;
  expect(agreement).toMatchObject({
    source: "given",
    queries: 6,
    documents: 54,
    same: 1,
    kappa: { value: 1, ci95: [1, 1] },
    weightedKappa: { value: 1 },
    binaryKappa: { value: 1 },
    relevantFrom: { judge: 2, human: 2 },
    systems: null,
  });
  const { judge: rows, human: columns, counts } = agreement?.confusion ?? { judge: [], human: [], counts: [] };
  expect([rows, columns]).toEqual([
    [0, 1, 2, 3],
    [0, 1, 2, 3],
  ]);
  for (const [i, row] of counts.entries()) for (const [j, count] of row.entries()) expect(count > 0).toBe(i === j);
});

test("people with two grades: no kappa over four, but one on what is relevant", async () => {
  const { folder, run, grades } = await writeUnjudged(6, 10);
  const mock = await useMockLlm();
  const human = humanLabels(grades, (grade) => Number(grade >= 2));
  const { report } = await judge({ collection: folder, run, model: `${mock.url}#mock`, human });
  expect(report.humanAgreement).toMatchObject({
    same: null,
    kappa: null,
    weightedKappa: null,
    binaryKappa: { value: 1 },
    relevantFrom: { judge: 2, human: 1 },
  });
  expect(report.humanAgreement?.confusion.counts.map((row) => row.map(Boolean))).toEqual([
    [true, false],
    [true, false],
    [false, true],
    [false, true],
  ]);
  // To people for whom 1 is not yet an answer it can be said.
  const strict = await judge({
    collection: folder,
    run,
    model: `${mock.url}#mock`,
    human: humanLabels(grades, (grade) => grade),
    humanRelevantFrom: 3,
  });
  expect(strict.report.humanAgreement?.relevantFrom).toEqual({ judge: 2, human: 3 });
  expect(strict.report.humanAgreement?.binaryKappa?.value).toBeLessThan(1);
});

test("grades of people below 0 count as not judged", async () => {
  const { folder, run, grades } = await writeUnjudged(2, 5);
  const mock = await useMockLlm();
  const human = humanLabels(grades, (grade, id) => (id.endsWith("d1") ? -1 : grade));
  const { report } = await judge({ collection: folder, run, model: `${mock.url}#mock`, human });
  expect(report.humanAgreement).toMatchObject({ documents: 8, same: 1 });
});

test("the agreement can be had first, for the price of what people have judged", async () => {
  const { folder, run, grades } = await writeUnjudged(6, 10);
  const mock = await useMockLlm();
  const human = humanLabels(grades, (grade, id) => (/^q[12]d[1-4]$/.test(id) ? grade : undefined));
  const { report } = await judge({ collection: folder, run, model: `${mock.url}#mock`, human, agreementOnly: true });
  expect(report).toMatchObject({ queries: 2, documents: 8, humanAgreement: { documents: 8 } });
  expect(mock.requests).toHaveLength(4);
});

describe("whose judgments they are", () => {
  test("those in the collection are people's, and used unless told otherwise", async () => {
    const { folder, run, grades } = await writeUnjudged(2, 5);
    const mock = await useMockLlm();
    await mkdir(join(folder, "qrels"));
    const file = join(folder, "qrels/test.tsv");
    await writeQrels(
      file,
      humanLabels(grades, (grade) => grade),
    );
    const options = { collection: folder, run, model: `${mock.url}#mock` };
    expect((await judge(options)).report.humanAgreement?.source).toBe(file);
    expect((await judge({ ...options, human: false })).report.humanAgreement).toBeNull();
    expect((await judge({ ...options, split: "dev" })).report.humanAgreement).toBeNull();
  });

  test("what a judge has written is never taken for people's", async () => {
    const { folder, run } = await writeUnjudged(2, 5);
    const mock = await useMockLlm();
    await mkdir(join(folder, "qrels"));
    const options = { collection: folder, run, model: `${mock.url}#mock` };
    const file = join(folder, "qrels/test.tsv");
    await writeJudgments(file, await judge(options));
    expect((await judge(options)).report.humanAgreement).toBeNull();
    await expect(judge({ ...options, human: file })).rejects.toMatchObject({
      code: "invalid_data",
      message: expect.stringMatching(/test\.tsv: is by .*mock, not by people/),
    });
    // Without what lies beside it nobody could know.
    await writeFile(`${file}.json`, "{}");
    expect((await judge(options)).report.humanAgreement?.same).toBe(1);
  });
});

test("runs that people and the judge put in the same order have a tau of 1, in the other order of -1", async () => {
  const { folder, run, grades } = await writeUnjudged(8, 12);
  const by = (value: (id: string) => number) =>
    new Map([...run].map(([query, entries]) => [query, entries.map(({ id }) => ({ id, score: value(id) }))]));
  const best = by((id) => grades.get(id) as number);
  const worst = by((id) => -(grades.get(id) as number));
  const mock = await useMockLlm();
  const options = { collection: folder, run: [best, run, worst], depth: 12, model: `${mock.url}#mock` };
  const alike = await judge({ ...options, human: humanLabels(grades, (grade) => grade) });
  expect(alike.report.humanAgreement?.systems).toMatchObject({ metric: "ndcg@10", queries: 8, kendallTau: 1 });
  const { byJudge = [], byHuman = [] } = alike.report.humanAgreement?.systems ?? {};
  expect(byJudge).toEqual(byHuman);
  expect(byJudge[0]).toBe(1);
  const other = await judge({ ...options, human: humanLabels(grades, (grade) => 3 - grade) });
  expect(other.report.humanAgreement?.systems?.kendallTau).toBe(-1);
});

describe("agreement of several repeats", () => {
  test("is the mean of their pairs", () => {
    // Of three raters the first two agree; the third gives the opposite to both.
    const graded = [0, 3, 0, 3, 0, 3];
    const opposite = graded.map((grade) => 3 - grade);
    const pairs = (a: readonly number[], b: readonly number[]) => a.map((grade, i) => [grade, b[i] as number] as const);
    const query = [pairs(graded, graded), pairs(graded, opposite), pairs(graded, opposite)];
    const { kappa, weightedKappa, same, documents } = agreementOf([query, query], 1);
    expect(kappa?.value).toBeCloseTo((1 - 1 - 1) / 3, 12);
    expect(weightedKappa?.value).toBeCloseTo(-1 / 3, 12);
    expect(same).toBeCloseTo(1 / 3, 12);
    expect(documents).toBe(12);
  });

  test("is unknown where everything has one grade: chance alone would bring as much", () => {
    expect(
      agreementOf(
        [
          [
            [
              [2, 2],
              [2, 2],
            ],
          ],
        ],
        1,
      ),
    ).toMatchObject({ same: 1, kappa: null, weightedKappa: null, binaryKappa: null });
  });

  test("is nothing where nothing was graded by both", () => {
    expect(agreementOf([[[]], [[]]], 1)).toEqual({
      queries: 0,
      documents: 0,
      same: null,
      kappa: null,
      weightedKappa: null,
      binaryKappa: null,
    });
  });
});
