import { fuseRanks } from "secondpass/rank";
import type { Run } from "../files/run.ts";
import { rankDocuments, sortEntries } from "../metrics/rank-documents.ts";

/**
 * Several runs as one, by reciprocal rank fusion: a document's score is the sum of 1 / (k + rank) over the runs that have it, with
 * ranks from 1. Documents are known by their id; a run that does not have one adds nothing for it.
 * Cormack, Clarke & Büttcher, Reciprocal rank fusion outperforms Condorcet and individual rank learning methods, 2009.
 *
 * @param k how much less the first ranks count; at 0 the first counts twice as much as the second. Default: 60
 *
 * @example
 * import { fuseRuns } from "@secondpass/eval";
 *
 * const words = new Map([["q1", [{ id: "a", score: 9 }, { id: "b", score: 8 }]]]);
 * const vectors = new Map([["q1", [{ id: "b", score: 0.9 }]]]);
 * fuseRuns([words, vectors]).get("q1")?.map(({ id }) => id); // => ["b", "a"]
 */
export function fuseRuns(runs: readonly Run[], k = 60): Run {
  const queries = new Set(runs.flatMap((run) => [...run.keys()]));
  return new Map(
    [...queries].map((query) => {
      const fused = fuseRanks(
        runs.map((run) => rankDocuments(run.get(query) ?? [])),
        { k },
      );
      return [query, sortEntries([...fused].map(([id, score]) => ({ id, score })))];
    }),
  );
}
