import { checkCount } from "../evaluate/check-options.ts";
import type { Evaluation } from "../evaluate/evaluation.ts";
import type { SideBySide } from "../evaluate/side-by-side.ts";
import { pageDataOf } from "./browser/page-data-of.ts";
import { readPageAssets } from "./page-assets.ts";
import { loadPainter } from "./plots/painter.ts";
import { renderPage } from "./render-page.ts";
import { reportModel } from "./report-model.ts";
import { calibrationSection } from "./sections/calibration.ts";
import { ceilingSection } from "./sections/ceiling.ts";
import { changesSection } from "./sections/changes.ts";
import { depthSection } from "./sections/depth.ts";
import { queriesSection } from "./sections/queries.ts";
import { resultSection } from "./sections/result.ts";
import { scoresSection } from "./sections/scores.ts";

export interface ReportOptions {
  /** Queries in the browser, at least 1; where there are more, those that changed most. Figures and plots are of all. Default: 400. */
  maxQueries?: number;
  /** Characters of each document that the file holds, at least 1. Default: 800. */
  maxTextLength?: number;
}

/**
 * One HTML file about an evaluation, or about several side by side: figures with intervals, plots, and every query before and after.
 * It needs no network and works without scripts, but for the query browser.
 *
 * @param result what `evaluate` or `evaluateRerankers` returned, with `details: true`
 * @throws {RerankError} `invalid_options` where there are no details, or for an option that is no count
 *
 * @example
 * import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { evaluate, renderReport } from "@secondpass/eval";
 *
 * const collection = await mkdtemp(join(tmpdir(), "collection-"));
 * await mkdir(join(collection, "qrels"));
 * await writeFile(join(collection, "corpus.jsonl"), '{"_id": "d1", "text": "Iron rusts."}\n{"_id": "d2", "text": "Install Rust with rustup."}\n');
 * await writeFile(join(collection, "queries.jsonl"), '{"_id": "q1", "text": "how do I install rust"}\n');
 * await writeFile(join(collection, "qrels/test.tsv"), "query-id\tcorpus-id\tscore\nq1\td2\t1\n");
 *
 * const page = await renderReport(await evaluate({ collection, reranker: "lexical", details: true }));
 * page.startsWith("<!doctype html>"); // => true
 */
export async function renderReport(
  result: Evaluation | SideBySide,
  { maxQueries = 400, maxTextLength = 800 }: ReportOptions = {},
): Promise<string> {
  checkCount("maxQueries", maxQueries);
  checkCount("maxTextLength", maxTextLength);
  const model = reportModel(result);
  const [paint, assets] = await Promise.all([loadPainter(), readPageAssets()]);
  const data = pageDataOf(model, { maxQueries, maxTextLength });
  const sections = [
    resultSection(model),
    changesSection(model, paint),
    depthSection(model, paint),
    ceilingSection(model, paint),
    scoresSection(model, paint),
    calibrationSection(model, paint),
    queriesSection(data, { all: model.details.queries.length, maxTextLength }),
  ].filter((section) => section !== undefined);
  return renderPage({ model, sections, data, assets });
}
