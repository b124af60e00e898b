import { join } from "node:path";
import { type Evaluation, evaluate, evaluateRerankers } from "@secondpass/eval";
import { expect, test } from "vitest";
import { pageDataOf } from "../../../packages/eval/src/report/browser/page-data-of.ts";
import { reportModel } from "../../../packages/eval/src/report/report-model.ts";
import { annotatedReranker } from "../support/annotated-reranker.ts";
import { writeReportCollection } from "../support/report-collection.ts";
import { writeCollection } from "../support/write-collection.ts";

const limits = { maxQueries: 400, maxTextLength: 800 };

async function evaluateReport(): Promise<Evaluation> {
  const collection = await writeReportCollection();
  const run = join(collection, "run.trec");
  return evaluate({ collection, run, reranker: annotatedReranker(), metrics: ["mrr"], strata: [], details: true });
}

test("of each query the first ten of every order and what was judged, with its places before and after", async () => {
  const evaluation = await evaluateReport();
  const data = pageDataOf(reportModel(evaluation), limits);
  expect(data.columns).toEqual([
    { name: "First stage", scale: "" },
    { name: "annotated", scale: "similarity" },
  ]);
  for (const [i, { documents, values }] of data.queries.entries()) {
    const details = evaluation.details?.queries[i];
    const shown = new Map(documents.map((entry) => [data.documents[entry.document]?.id as string, entry]));
    const before = details?.firstStage.map(({ id }) => id) ?? [];
    const after = details?.ranking?.order ?? [];
    const wanted = new Set([...before.slice(0, 10), ...after.slice(0, 10), ...(details?.judged ?? []).map(({ id }) => id)]);
    expect(new Set(shown.keys())).toEqual(wanted);
    for (const [id, { places, grade }] of shown) {
      expect(places.map((place) => place?.rank)).toEqual([before.indexOf(id) + 1, after.indexOf(id) + 1]);
      expect(grade).toBe(details?.judged.find((judged) => judged.id === id)?.grade);
    }
    expect(values[0]?.[0]).toBeCloseTo(details?.baseline.mrr ?? Number.NaN, 4);
  }
});

test("documents are there once each, their texts cut where they are long, never inside a character", async () => {
  const { documents } = pageDataOf(reportModel(await evaluateReport()), { ...limits, maxTextLength: 10 });
  expect(new Set(documents.map(({ id }) => id)).size).toBe(documents.length);
  expect(documents.find(({ id }) => id === "d0-0")).toEqual({
    id: "d0-0",
    title: "Title 0-0",
    text: "apple0 is ",
    left: "the apple0 that was asked for.".length,
  });
  const collection = await writeCollection({ "corpus.jsonl": '{"_id":"d1","text":"a\\ud83d\\ude00b"}\n' });
  const run = new Map([["q1", [{ id: "d1", score: 1 }]]]);
  const alone = await evaluate({ collection, run, details: true });
  const { documents: cut } = pageDataOf(reportModel(alone), { ...limits, maxTextLength: 2 });
  expect(cut[0]).toMatchObject({ text: "a", left: 3 });
});

test("a best passage is a range of the text that is there, or its own words where the text was cut before", async () => {
  const evaluation = await evaluateReport();
  const passages = (maxTextLength: number) =>
    pageDataOf(reportModel(evaluation), { ...limits, maxTextLength }).queries[0]?.documents.flatMap(
      ({ places }) => places[1]?.passage ?? [],
    );
  expect(passages(800)).toEqual([{ score: 2, range: [0, 7] }]);
  expect(passages(5)).toEqual([{ score: 2, text: "apple" }]);
});

test("of more queries than fit, those that changed most with any reranker, in their order", async () => {
  const evaluation = await evaluateReport();
  const { queries } = pageDataOf(reportModel(evaluation), { ...limits, maxQueries: 5 });
  const changes = (evaluation.details?.queries ?? []).map(({ id, baseline, reranked }) => ({
    id,
    change: Math.abs((reranked.mrr ?? 0) - (baseline.mrr ?? 0)),
  }));
  const least = changes.map(({ change }) => change).sort((a, b) => b - a)[4] as number;
  expect(queries).toHaveLength(5);
  const chosen = queries.map(({ id }) => changes.findIndex((change) => change.id === id));
  expect(chosen).toEqual([...chosen].sort((a, b) => a - b));
  for (const i of chosen) expect(changes[i]?.change).toBeGreaterThanOrEqual(least);
});

test("of hundreds of judged documents the relevant ones and the highest are shown, and the others counted", async () => {
  const ids = Array.from({ length: 60 }, (_, i) => i);
  const collection = await writeCollection({
    "corpus.jsonl": ids.map((i) => `{"_id":"d${i}","text":"t"}\n`).join(""),
    "qrels/test.tsv": ids.map((i) => `q1\td${i}\t${i === 59 ? 1 : 0}\n`).join(""),
  });
  const run = new Map([["q1", ids.map((i) => ({ id: `d${i}`, score: -i }))]]);
  const data = pageDataOf(reportModel(await evaluate({ collection, run, details: true })), limits);
  const [query] = data.queries;
  const shown = query?.documents.map(({ document }) => data.documents[document]?.id);
  expect(shown).toHaveLength(40);
  expect(shown).toContain("d59");
  expect(shown).toContain("d38");
  expect(shown).not.toContain("d39");
  expect(query?.judgedLeft).toBe(20);
});

test("a document that is no candidate has no place; two rerankers of one name are told apart", async () => {
  const collection = await writeCollection({ "qrels/test.tsv": "q1\td2\t1\nq1\td3\t1\n" });
  const run = new Map([["q1", [{ id: "d2", score: 1 }]]]);
  const both = await evaluateRerankers({ collection, run, rerankers: ["identity", "identity"], details: true });
  const data = pageDataOf(reportModel(both), limits);
  expect(data.columns.map(({ name }) => name)).toEqual(["First stage", "identity", "identity (2)"]);
  const places = data.queries[0]?.documents.map(({ places }) => places.map((place) => place?.rank ?? null));
  expect(places).toEqual([
    [1, 1, 1],
    [null, null, null],
  ]);
});
