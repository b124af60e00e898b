import { loadRun } from "../evaluate/load-run.ts";
import { rerankQueries } from "../evaluate/rerank-queries.ts";
import { rerankedRun } from "../evaluate/reranked-run.ts";
import { setUp } from "../evaluate/setup.ts";
import { withReranker } from "../evaluate/with-reranker.ts";
import type { Collection } from "../files/open-collection.ts";
import { readRun } from "../files/read-run.ts";
import type { Run } from "../files/run.ts";
import type { AbSystem, AbTestOptions } from "./ab-options.ts";

/** Whether a system is a reranker rather than a run. */
export function reranks(system: AbSystem): system is Exclude<AbSystem, string | Run> {
  return typeof system === "object" && "reranker" in system;
}

/** What the two systems make of the queries of a collection, as runs; rerankers work one after the other on the same candidates. */
export async function systemRuns(
  systems: readonly [AbSystem, AbSystem],
  collection: Collection | undefined,
  { run, onProgress, signal }: Pick<AbTestOptions, "run" | "onProgress" | "signal">,
): Promise<[Run, Run]> {
  const depths = systems.flatMap((system) => (reranks(system) ? [system.depth ?? 100] : []));
  const firstStage =
    depths.length > 0 && collection
      ? await loadRun(run, collection, [...collection.qrels.keys()], Math.max(...depths))
      : undefined;
  const runs: Run[] = [];
  let done = 0;
  for (const system of systems) {
    if (reranks(system) && collection) {
      const { reranker, depth } = system;
      const setup = await setUp({ collection, run: firstStage, depth, strata: [], signal }, "candidates");
      const total = setup.queries.length * depths.length;
      const onQuery = onProgress && ((count: number) => onProgress(done + count, total));
      const reranked = (made: Parameters<typeof rerankQueries>[0]) => rerankQueries(made, setup, { signal, onProgress: onQuery });
      runs.push(rerankedRun(setup.queries, await withReranker(reranker, signal, reranked)));
      done += setup.queries.length;
    } else if (!reranks(system)) runs.push(typeof system === "string" ? await readRun(system) : system);
  }
  return runs as [Run, Run];
}
