import type { Run, Strategy } from "../run.ts";

/**
 * Heap sort in which one call finds the best of a parent and its children. Many calls, nearly all one after the other, of one
 * answer token each: for models that cannot rank a list. Zhuang et al., A Setwise Approach, 2024.
 */
export const setwise: Strategy = async (run, order) => {
  const heap = [...order];
  const children = childrenOf(run);
  const place = new Map(order.map((position, i) => [position, i]));
  const done: number[] = [];
  const ranking = () => {
    const known = new Set(done);
    return [...done, ...order.filter((position) => !known.has(position))];
  };

  for (let parent = Math.floor((heap.length - 2) / children); parent >= 0; parent--) await sink(run, heap, parent, place);
  while (heap.length > 0 && done.length < run.topK) {
    done.push(heap[0] as number);
    const last = heap.pop() as number;
    run.update(ranking());
    if (heap.length === 0 || done.length === run.topK) break;
    heap[0] = last;
    await sink(run, heap, 0, place);
  }
  return ranking();
};

/** A heap with one child each would be a list, and sorting it as slow as it can be. */
function childrenOf({ window }: Run): number {
  return Math.max(2, window - 1);
}

/** Moves an item down until none of its children is better. */
async function sink(run: Run, heap: number[], from: number, place: ReadonlyMap<number, number>): Promise<void> {
  const children = childrenOf(run);
  for (let parent = from; ; ) {
    const first = parent * children + 1;
    const below = Array.from({ length: children }, (_, i) => first + i).filter((child) => child < heap.length);
    if (below.length === 0) return;
    const members = [parent, ...below].map((child) => heap[child] as number);
    const best = heap.indexOf(await bestOf(run, members, place));
    if (best === parent) return;
    [heap[parent], heap[best]] = [heap[best] as number, heap[parent] as number];
    parent = best;
  }
}

/** The best of some, in one call where they fit one window. */
async function bestOf(run: Run, members: readonly number[], place: ReadonlyMap<number, number>): Promise<number> {
  let [best = -1] = members;
  for (let next = 1; next < members.length; next += run.window - 1) {
    const shown = [best, ...members.slice(next, next + run.window - 1)];
    const { order, failed } = await run.rank(shown, { top: 1 });
    // Without an answer the first stage decides, or else whatever happens to be the parent would win.
    if (failed) shown.sort((a, b) => (place.get(a) as number) - (place.get(b) as number));
    best = (failed ? shown[0] : order[0]) as number;
  }
  return best;
}
