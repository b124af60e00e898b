import type { RunEntry } from "../files/run.ts";
import { compareEntries, sortEntries } from "../metrics/rank-documents.ts";

/** The best documents of those that are offered, as many as there is room for. */
export interface BestDocuments {
  offer(id: string, score: number): void;
  /** Best first, in the order that trec_eval takes them in. */
  entries(): RunEntry[];
}

/** Which are the best does not depend on the order in which they are offered: ties are decided as trec_eval decides them. */
export function createBestDocuments(depth: number): BestDocuments {
  // A heap whose root is the worst: each entry is no better than the two below it, at 2i + 1 and 2i + 2.
  const heap: RunEntry[] = [];
  let least = Number.NEGATIVE_INFINITY;

  function rise(entry: RunEntry): void {
    let i = heap.push(entry) - 1;
    for (let above = (i - 1) >> 1; i > 0 && isWorse(entry, heap[above]); above = (i - 1) >> 1) {
      heap[i] = heap[above] as RunEntry;
      i = above;
    }
    heap[i] = entry;
  }

  function sink(entry: RunEntry): void {
    let i = 0;
    for (let below = 1; below < heap.length; below = 2 * i + 1) {
      if (isWorse(heap[below + 1], heap[below])) below++;
      if (!isWorse(heap[below], entry)) break;
      heap[i] = heap[below] as RunEntry;
      i = below;
    }
    heap[i] = entry;
  }

  return {
    offer(id, score) {
      if (heap.length < depth) rise({ id, score });
      // Nearly everything that is offered ends at the first of these.
      else if (Math.fround(score) >= least && isWorse(heap[0], { id, score })) sink({ id, score });
      else return;
      if (heap.length === depth) least = Math.fround((heap[0] as RunEntry).score);
    },
    entries: () => sortEntries(heap),
  };
}

function isWorse(a: RunEntry | undefined, b: RunEntry | undefined): boolean {
  return a !== undefined && b !== undefined && compareEntries(a, b) > 0;
}
