import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { evaluate, evaluateRerankers } from "@secondpass/eval";
import { makeTemporaryFolder } from "../../data/temporary-folder.ts";
import { annotatedReranker } from "../../eval/support/annotated-reranker.ts";
import { hostileTexts, writeReportCollection } from "../../eval/support/report-collection.ts";
import { scriptedReranker } from "../../eval/support/scripted-reranker.ts";

export interface MadeReport {
  /** Several rerankers rather than one. Default: false. */
  isSeveral?: boolean;
  /** Texts, ids and names that try to act. Default: false. */
  isHostile?: boolean;
}

// Tests of a file look at the same report, which takes a second to make.
const pages = new Map<string, Promise<string>>();

/** A report about 40 queries with probabilities, passages and a receipt that tells of something; returns the address of a file of its own. */
export async function makeReport(made: MadeReport = {}): Promise<string> {
  const key = JSON.stringify(made);
  const page = pages.get(key) ?? renderPage(made);
  pages.set(key, page);
  const file = join(await makeTemporaryFolder(), "report.html");
  await writeFile(file, await page);
  return pathToFileURL(file).href;
}

async function renderPage({ isSeveral = false, isHostile = false }: MadeReport): Promise<string> {
  const collection = await writeReportCollection({ isHostile });
  const id = isHostile ? `named ${hostileTexts[0]}` : "annotated";
  const reason = isHostile ? (hostileTexts[1] as string) : "time ran out";
  const annotated = annotatedReranker((query) => (query.startsWith("birch1") ? { reason, warnings: [] } : {}), id);
  const report = join(collection, "report.html");
  const options = { collection, run: join(collection, "run.trec"), metrics: ["ndcg@10", "mrr@10"], depths: [2, 12], report };
  if (isSeveral) await evaluateRerankers({ ...options, rerankers: [annotated, scriptedReranker().reranker] });
  else await evaluate({ ...options, reranker: annotated });
  return readFile(report, "utf8");
}
