import type { RunEntry } from "../files/run.ts";

/**
 * The ids of a run's documents in the order that trec_eval 9 takes them in, whatever order the lines have: by score held in 32
 * bits, highest first; ties by document id, the last in byte order first.
 *
 * trec_eval 10 holds scores in 64 bits; it differs only where two scores are nearer than 32 bits can tell.
 *
 * @example
 * import { rankDocuments } from "@secondpass/eval";
 *
 * rankDocuments([{ id: "a", score: 1 }, { id: "b", score: 1 }, { id: "c", score: 2 }]); // => ["c", "b", "a"]
 */
export function rankDocuments(entries: readonly RunEntry[]): string[] {
  return sortEntries(entries).map(({ id }) => id);
}

/** The same, with the scores. */
export function sortEntries(entries: readonly RunEntry[]): RunEntry[] {
  return [...entries].sort(compareEntries);
}

/** Which of two documents comes first: below 0 the first of them. */
export function compareEntries(a: RunEntry, b: RunEntry): number {
  return Math.fround(b.score) - Math.fround(a.score) || compareBytes(b.id, a.id);
}

/** As strcmp compares UTF-8, which is not how JavaScript compares: it looks at UTF-16. */
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
