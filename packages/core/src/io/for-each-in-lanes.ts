import { withSignals } from "./with-signals.ts";

export interface LaneOptions {
  /** Items at a time, at least 1. Default: 1. */
  concurrency?: number;
  signal?: AbortSignal;
}

/**
 * Works on items, several at a time; whoever is free takes the next one. The first error ends what is in flight, and is thrown
 * when all have ended.
 *
 * @param work gets a signal that aborts with the caller's and at the first error
 *
 * @example
 * import { forEachInLanes } from "secondpass/adapter";
 *
 * const seen = [];
 * await forEachInLanes(["a", "b"], { concurrency: 2 }, async (item) => void seen.push(item));
 * seen; // => ["a", "b"]
 */
export function forEachInLanes<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  { concurrency = 1, signal }: LaneOptions,
  work: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  return withSignals([signal, stop.signal], async (either) => {
    // One iterator for all lanes.
    const waiting = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
    // A file that is read behind it is closed, also where work that does not listen to the signal is left behind.
    const close = async () => void (await waiting.return?.());
    either.addEventListener("abort", close, { once: true });
    const failures: unknown[] = [];

    async function lane(): Promise<void> {
      for (let next = await waiting.next(); !next.done; next = await waiting.next()) {
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
