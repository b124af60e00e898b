import { RerankError } from "secondpass";
import type { UnjudgedCollection } from "../files/open-collection.ts";
import { readRun } from "../files/read-run.ts";
import type { Run } from "../files/run.ts";
import { bm25Run } from "../first-stage/bm25-run.ts";
import { denseRun } from "../first-stage/dense-run.ts";
import type { FirstStage } from "../first-stage/first-stage.ts";
import { fuseRuns } from "../first-stage/fuse-runs.ts";

type Texts = Pick<UnjudgedCollection, "corpusFile" | "queries">;

/**
 * The run that was named or is to be made; several are fused by reciprocal rank.
 *
 * @param ids queries that a run is made for
 */
export async function loadRun(
  stages: FirstStage | readonly FirstStage[] | undefined,
  collection: Texts,
  ids: readonly string[],
  depth: number,
  signal?: AbortSignal,
): Promise<Run> {
  const list = Array.isArray(stages) ? (stages as readonly FirstStage[]) : [stages as FirstStage | undefined];
  const runs: Run[] = [];
  for (const stage of list.length > 0 ? list : [undefined]) {
    signal?.throwIfAborted();
    runs.push(await loadOne(stage ?? { bm25: {} }, collection, ids, depth, signal));
  }
  return runs.length === 1 ? (runs[0] as Run) : fuseRuns(runs);
}

async function loadOne(
  stage: FirstStage,
  collection: Texts,
  ids: readonly string[],
  least: number,
  signal?: AbortSignal,
): Promise<Run> {
  if (typeof stage === "string") return readRun(stage);
  if (stage instanceof Map) return checkRun(stage);
  const queries = new Map(ids.map((id) => [id, collection.queries.get(id) as string]));
  const depth = Math.max(least, 100);
  if ("bm25" in stage) return bm25Run(collection.corpusFile, queries, depth, { ...stage.bm25, signal });
  if ("dense" in stage) {
    const { dense, ...options } = stage;
    return denseRun(collection.corpusFile, queries, dense, { ...options, depth, signal });
  }
  const accepted = "a run's file, a run, { bm25: {} } or { dense: embeddings }";
  throw new RerankError("invalid_options", `\`run\` is an object with ${Object.keys(stage).join(", ")}; it must be ${accepted}`);
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
