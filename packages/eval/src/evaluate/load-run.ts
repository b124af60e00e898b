import { RerankError } from "secondpass";
import type { UnjudgedCollection } from "../files/open-collection.ts";
import { readRun } from "../files/read-run.ts";
import type { Run } from "../files/run.ts";
import { bm25Run } from "../first-stage/bm25-run.ts";
import { fuseRuns } from "../first-stage/fuse-runs.ts";

/** The first stage that was named, or BM25 for these queries. */
export async function loadRun(
  run: string | readonly string[] | Run | undefined,
  { corpusFile, queries }: Pick<UnjudgedCollection, "corpusFile" | "queries">,
  ids: readonly string[],
  depth: number,
): Promise<Run> {
  if (run === undefined || (Array.isArray(run) && run.length === 0)) {
    return bm25Run(corpusFile, new Map(ids.map((id) => [id, queries.get(id) as string])), Math.max(depth, 100));
  }
  if (typeof run === "string") return readRun(run);
  if (run instanceof Map) return checkRun(run);
  const runs: Run[] = [];
  for (const file of run as readonly string[]) runs.push(await readRun(file));
  return runs.length === 1 ? (runs[0] as Run) : fuseRuns(runs);
}

/** A run in memory has to keep the rules that a file is held to. */
function checkRun(run: Run): Run {
  if (run.size === 0) throw new RerankError("invalid_data", "the run is empty");
  for (const [query, entries] of run) {
    const broken = entries.find(({ score }) => !Number.isFinite(score));
    if (broken) {
      throw new RerankError(
        "invalid_data",
        `the score of ${broken.id} for query ${query} is ${broken.score}, which gives no order`,
      );
    }
    if (new Set(entries.map(({ id }) => id)).size !== entries.length) {
      throw new RerankError("invalid_data", `the run has a document twice for query ${query}`);
    }
  }
  return run;
}
