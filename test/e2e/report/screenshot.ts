// npm run screenshot: pictures the beginning of a report about scifact for docs/guides/evaluation.md. It shows figures and no texts.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { evaluateRerankers } from "@secondpass/eval";
import { chromium } from "playwright-core";
import { noSharedData, sharedData } from "../../data/shared-data.ts";
import { chromiumPath, noChromium } from "../../support/chromium-path.ts";

const missing = noSharedData ?? noChromium;
if (missing) throw new Error(missing);

const folder = await mkdtemp(join(tmpdir(), "report-"));
const report = join(folder, "report.html");
const collection = join(sharedData, "collections/scifact");
const run = join(collection, "bm25_top100.test.trec");
await evaluateRerankers({ collection, run, rerankers: ["local", "lexical"], report });

const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1120, height: 700 }, colorScheme: "light" });
await page.goto(pathToFileURL(report).href);
await page.screenshot({ path: join(import.meta.dirname, "../../../docs/images/report.png") });
await browser.close();
await rm(folder, { recursive: true });
