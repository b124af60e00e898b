import { setImmediate as nextTurn } from "node:timers/promises";

// Long enough to get something done, short enough that a server's other requests do not notice.
const turnMs = 8;

/**
 * Goes through many items without holding up the event loop.
 *
 * @throws the signal's reason, between two items
 */
export async function forEachInTurns<T>(items: Iterable<T>, signal: AbortSignal, work: (item: T) => void): Promise<void> {
  let startedAt = performance.now();
  for (const item of items) {
    work(item);
    if (performance.now() - startedAt < turnMs) continue;
    await nextTurn();
    signal.throwIfAborted();
    startedAt = performance.now();
  }
}
