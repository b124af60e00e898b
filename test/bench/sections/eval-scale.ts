import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startChild } from "../child.ts";
import { describeMachine, readCommit } from "../machine.ts";
import { generatedFolder } from "../paths.ts";
import { writeScalePage } from "../report/scale-page.ts";
import type { Section } from "./section.ts";

/** What one evaluation took, in a process of its own. */
export interface ScaleCase {
  what: string;
  /** Queries that were measured. */
  queries: number;
  ms: number;
  peakMb: number;
}

interface Sizes {
  documents: number;
  queries: number;
  /** Of those that each document's vector is compared with. */
  denseQueries: number;
  /** MiniSearch's own, so that the case ends. */
  miniSearch: { documents: number; count: number };
}

const full: Sizes = { documents: 500_000, queries: 10_000, denseQueries: 100, miniSearch: { documents: 100_000, count: 20 } };
const small: Sizes = { documents: 20_000, queries: 500, denseQueries: 20, miniSearch: { documents: 5000, count: 5 } };

/** Runs of a million lines and collections of half a million documents: memory first, and time. */
export const evalScale: Section = async ({ quick, results }) => {
  const sizes = quick ? small : full;
  const folder = join(generatedFolder, `eval-scale-${sizes.documents}`);
  const cases = await results.once("eval-scale", async () => {
    makeCollection(folder, sizes);
    const found: ScaleCase[] = [];
    for (const [what, [op, input]] of Object.entries(casesOf(folder, sizes))) {
      const child = startChild("evaluate.mjs");
      const { ms, queries } = await child.ask<{ ms: number; queries: number }>(op, input);
      found.push({ what, queries, ms, peakMb: await child.peakMb() });
      child.end();
      process.stderr.write(".");
    }
    return found;
  });
  const page = { machine: describeMachine(), commit: readCommit(), date: results.get<string>("date") ?? "", ...sizes, cases };
  writeScalePage(page, { toDocs: !quick });
};

function casesOf(folder: string, { denseQueries, queries, miniSearch }: Sizes): Record<string, [op: string, input: object]> {
  const [run, packed] = [join(folder, "a.trec"), join(folder, "packed")];
  const checkpoint = join(folder, "checkpoint.jsonl");
  rmSync(checkpoint, { force: true });
  const reranked = { collection: folder, run, reranker: "lexical", checkpoint };
  return {
    "`eval`, the run alone": ["evaluate", { options: { collection: folder, run } }],
    "the same, all files gzipped": ["evaluate", { options: { collection: packed, run: join(packed, "a.trec.gz") } }],
    "`eval --reranker lexical --checkpoint`": ["evaluate", { options: reranked }],
    "the same from its checkpoint, as when shards are merged": ["evaluate", { options: reranked }],
    "`compare` of two runs": [
      "compare",
      { options: { qrels: join(folder, "qrels/test.tsv"), runs: [run, join(folder, "b.trec")] } },
    ],
    "`bm25Run`, for all queries": ["bm25", { folder, count: queries }],
    "`bm25Run`, for few": ["bm25", { folder, count: miniSearch.count }],
    [`MiniSearch, over ${miniSearch.documents.toLocaleString("en")} of the documents`]: ["miniSearch", { folder, ...miniSearch }],
    "`denseRun`, 384 numbers a vector": ["dense", { folder, count: denseQueries, dimensions: 384 }],
  };
}

/** In a process of its own, whose memory is nobody's. */
function makeCollection(folder: string, { documents, queries }: Sizes): void {
  const program = fileURLToPath(new URL("../collection/make-collection.ts", import.meta.url));
  const args = [...process.execArgv, program, folder, `${documents}`, `${queries}`];
  const { status } = spawnSync(process.execPath, args, { stdio: ["ignore", process.stderr, "inherit"] });
  if (status !== 0) throw new Error("the collection could not be made");
}
