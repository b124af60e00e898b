// npm run screenshot: pictures the changes in a report about scifact for docs/guides/evaluation.md: no texts, and no times, which are a
// machine's.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { evaluateRerankers, writeReport } from "@secondpass/eval";
import { chromium } from "playwright-core";
import { noSharedData, sharedData } from "../../data/shared-data.ts";
import { chromiumPath, noChromium } from "../../support/chromium-path.ts";

const missing = noSharedData ?? noChromium;
if (missing) throw new Error(missing);

const folder = await mkdtemp(join(tmpdir(), "report-"));
const report = join(folder, "report.html");
const collection = join(sharedData, "collections/scifact");
const run = join(collection, "bm25_top100.test.trec");
await writeReport(report, await evaluateRerankers({ collection, run, rerankers: ["local", "lexical"], details: true }));

const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1240, height: 1400 }, colorScheme: "light" });
await page.goto(pathToFileURL(report).href);
await page.locator("#changes").screenshot({ path: join(import.meta.dirname, "../../../docs/images/report.png") });
await browser.close();
await rm(folder, { recursive: true });
