import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { evaluate, evaluateRerankers, renderReport, sweepDepths, writeReport } from "@secondpass/eval";
import { expect, test } from "vitest";
import { scriptedReranker } from "../support/scripted-reranker.ts";
import { writeCollection } from "../support/write-collection.ts";

test("the report is written whole, and nothing else is left beside it", async () => {
  const collection = await writeCollection();
  const report = join(collection, "report.html");
  await writeFile(report, "the one before");
  const before = await readdir(collection);
  await evaluate({ collection, run: join(collection, "run.trec"), reranker: "lexical", report });
  expect((await readdir(collection)).sort()).toEqual(before.sort());
  const page = await readFile(report, "utf8");
  expect(page).toMatch(/^<!doctype html>/);
  expect(page.trimEnd()).toMatch(/<\/html>$/);
});

test("a path that cannot be written is an error before anything is reranked", async () => {
  const collection = await writeCollection();
  await mkdir(join(collection, "folder"));
  const { reranker, calls } = scriptedReranker();
  const options = { collection, run: join(collection, "run.trec"), reranker };
  for (const name of ["missing/report.html", "folder"]) {
    const report = join(collection, name);
    const expected = { code: "invalid_data", message: expect.stringContaining(`${report}: cannot be written: `) };
    await expect(evaluate({ ...options, report })).rejects.toMatchObject(expected);
    await expect(evaluateRerankers({ ...options, rerankers: [reranker], report })).rejects.toMatchObject(expected);
    await expect(sweepDepths({ ...options, report })).rejects.toMatchObject(expected);
    await expect(writeReport(report, await evaluate({ ...options, reranker: undefined, details: true }))).rejects.toMatchObject(
      expected,
    );
  }
  expect(calls).toEqual([]);
});

test("an evaluation without details cannot be reported, and the error says what to do", async () => {
  const collection = await writeCollection();
  const evaluation = await evaluate({ collection, run: join(collection, "run.trec") });
  await expect(renderReport(evaluation)).rejects.toMatchObject({
    code: "invalid_options",
    message: "the evaluation has no details to report; evaluate with `details: true`",
  });
});

test.each([{ maxQueries: 0 }, { maxTextLength: 0.5 }])("%j is refused", async (options) => {
  const collection = await writeCollection();
  const evaluation = await evaluate({ collection, run: join(collection, "run.trec"), details: true });
  await expect(renderReport(evaluation, options)).rejects.toThrow("must be a whole number of at least 1");
});

test("from CommonJS it is the same page", async () => {
  const collection = await writeCollection();
  const evaluation = await evaluate({ collection, run: join(collection, "run.trec"), details: true });
  const required = createRequire(import.meta.url)("@secondpass/eval") as typeof import("@secondpass/eval");
  expect(await required.renderReport(evaluation)).toBe(await renderReport(evaluation));
});

test("details as JSON are a report as well", async () => {
  const collection = await writeCollection();
  const evaluation = await evaluate({ collection, run: join(collection, "run.trec"), reranker: "lexical", details: true });
  expect(await renderReport(JSON.parse(JSON.stringify(evaluation)))).toBe(await renderReport(evaluation));
});
