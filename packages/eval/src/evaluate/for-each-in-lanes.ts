import { withSignals } from "secondpass/adapter";

/** Works through items, several at a time; the first error ends the work under way beside it and is thrown. */
export function forEachInLanes<Item>(
  items: Iterable<Item>,
  { concurrency, signal }: { concurrency: number; signal?: AbortSignal },
  work: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  return withSignals([signal, stop.signal], async (either) => {
    // One iterator for all lanes: whoever is free takes the next item.
    const waiting = items[Symbol.iterator]();
    const failures: unknown[] = [];

    async function lane(): Promise<void> {
      for (let next = waiting.next(); !next.done; next = waiting.next()) {
        either.throwIfAborted();
        await work(next.value, either);
      }
    }

    const lanes = Array.from({ length: concurrency }, () =>
      lane().catch((reason) => {
        failures.push(reason);
        stop.abort(reason);
      }),
    );
    await Promise.all(lanes);
    if (failures.length > 0) throw failures[0];
  });
}
