import type { Run, Strategy } from "../run.ts";

/**
 * Heap sort in which one call finds the best of a parent and its children. Many calls, nearly all one after the other, of one
 * answer token each: for models that cannot rank a list. Zhuang et al., A Setwise Approach, 2024.
 */
export const setwise: Strategy = async (run, order) => {
  const heap = [...order];
  const children = run.window - 1;
  const done: number[] = [];
  const tell = () => run.update([...done, ...order.filter((position) => !done.includes(position))]);

  for (let parent = Math.floor((heap.length - 2) / children); parent >= 0; parent--) await sink(run, heap, parent);
  while (heap.length > 0 && done.length < run.topK) {
    done.push(heap[0] as number);
    const last = heap.pop() as number;
    if (heap.length > 0) {
      heap[0] = last;
      await sink(run, heap, 0);
    }
    tell();
  }
  return [...done, ...order.filter((position) => !done.includes(position))];
};

/** Moves an item down until none of its children is better. */
async function sink(run: Run, heap: number[], from: number): Promise<void> {
  const children = run.window - 1;
  for (let parent = from; ; ) {
    const first = parent * children + 1;
    const places = [parent, ...Array.from({ length: children }, (_, i) => first + i).filter((place) => place < heap.length)];
    if (places.length < 2) return;
    const { order, failed } = await run.rank(
      places.map((place) => heap[place] as number),
      { top: 1 },
    );
    const best = failed ? parent : heap.indexOf(order[0] as number);
    if (best === parent) return;
    [heap[parent], heap[best]] = [heap[best] as number, heap[parent] as number];
    parent = best;
  }
}
