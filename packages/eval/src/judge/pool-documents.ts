import { loadRun } from "../evaluate/load-run.ts";
import type { UnjudgedCollection } from "../files/open-collection.ts";
import type { Run } from "../files/run.ts";
import { rankDocuments } from "../metrics/rank-documents.ts";

/**
 * The documents to judge, by query id: the first so many of each run, those of the first run first. Spärck Jones & Van Rijsbergen,
 * Report on the need for and provision of an "ideal" information retrieval test collection, 1975.
 */
export function poolDocuments(runs: readonly Run[], ids: readonly string[], depth: number): Map<string, string[]> {
  return new Map(ids.map((id) => [id, [...new Set(runs.flatMap((run) => rankDocuments(run.get(id) ?? []).slice(0, depth)))]]));
}

/** The runs that were named, one by one, or BM25 for these queries. */
export async function loadRuns(
  run: string | Run | readonly (string | Run)[] | undefined,
  collection: UnjudgedCollection,
  ids: readonly string[],
  depth: number,
): Promise<Run[]> {
  const sources = Array.isArray(run) ? (run as readonly (string | Run)[]) : [run as string | Run | undefined];
  const runs: Run[] = [];
  for (const source of sources.length > 0 ? sources : [undefined]) runs.push(await loadRun(source, collection, ids, depth));
  return runs;
}
