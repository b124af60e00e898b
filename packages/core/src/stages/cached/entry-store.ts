import type { Keyv } from "keyv";
import { isRerankError, type Warning } from "../../contract/index.ts";
import { startCallBudget } from "../../io/call-budget.ts";
import { isNeverMasked } from "../never-masked.ts";
import type { OpenStore } from "./open-store.ts";

/** What a call asks a store for, and what went wrong with that. */
export interface EntryStore {
  /** The values of the keys, `undefined` where there is none, or all of them where the store fails. */
  read(keys: readonly string[], call: StoreCall): Promise<unknown[]>;
  write(entries: readonly { key: string; value: unknown }[], call: StoreCall): Promise<void>;
  close(): Promise<void>;
}

export interface StoreCall {
  /** Milliseconds until the call has to answer; `Infinity` without a deadline. The store gets a quarter of them at most. */
  leftMs(): number;
  /** Takes notice of a store that failed. */
  warn(warning: Warning): void;
}

export interface EntryStoreOptions {
  open(): Promise<OpenStore>;
  ttlMs: number | undefined;
  /** Milliseconds that a call waits for the store, each time it reads or writes. */
  timeoutMs: number;
}

// Packages are loaded once, and on a busy machine not in no time. Connections are made by the first reading.
const openMs = 5_000;

// Long enough that a store which is down costs a call in hundreds its waiting, short enough that nobody misses it for long.
const pauseMs = 2_000;

/** A store that fails, hangs or is not there costs a call at most `timeoutMs`, and is then left alone for a moment. */
export function createEntryStore({ open, ttlMs, timeoutMs }: EntryStoreOptions): EntryStore {
  let opening: Promise<OpenStore> | undefined;
  let pausedUntil = 0;
  // Adapters that never throw tell of errors by event only.
  let lastEvent: { error: unknown } | undefined;

  function opened(): Promise<OpenStore> {
    opening ??= open().then(
      (store) => {
        store.keyv.on("error", (error: unknown) => {
          lastEvent = { error };
        });
        return store;
      },
      (error) => {
        opening = undefined;
        throw error;
      },
    );
    return opening;
  }

  async function attempt<T>(work: (keyv: Keyv) => Promise<T>, { leftMs, warn }: StoreCall): Promise<T | undefined> {
    if (performance.now() < pausedUntil) {
      warn({ code: "cache_failed", message: "the cache's store failed a moment ago and was left alone" });
      return undefined;
    }
    const before = lastEvent;
    try {
      const { keyv } = await within(openMs, leftMs(), opened());
      const result = await within(timeoutMs, leftMs(), work(keyv));
      if (lastEvent !== before) throw lastEvent?.error;
      return result;
    } catch (error) {
      if (isRerankError(error) && isNeverMasked(error)) throw error;
      pausedUntil = performance.now() + pauseMs;
      warn({ code: "cache_failed", message: `the cache's store failed: ${messageOf(error)}; the call went on without it` });
      return undefined;
    }
  }

  return {
    async read(keys, call) {
      const none = keys.map(() => undefined);
      if (keys.length === 0) return none;
      const values = await attempt((keyv) => readAll(keyv, keys), call);
      return Array.isArray(values) && values.length === keys.length ? values : none;
    },
    async write(entries, call) {
      if (entries.length === 0) return;
      await attempt(
        (keyv) => keyv.setMany(entries.map(({ key, value }) => ({ key, value, ...(ttlMs && { ttl: ttlMs }) }))),
        call,
      );
    },
    async close() {
      const store = await opening?.catch(() => undefined);
      await store?.close();
    },
  };
}

async function within<T>(limitMs: number, leftMs: number, work: Promise<T>): Promise<T> {
  const deadlineMs = Math.max(1, Math.min(limitMs, leftMs / 4));
  const budget = startCallBudget({ deadlineMs });
  try {
    return await budget.race(work);
  } catch (error) {
    throw budget.deadlinePassed ? new Error(`no answer within ${Math.round(deadlineMs)} ms`) : error;
  } finally {
    budget.end();
  }
}

// Without a getMany of the store's own, Keyv's takes a read that fails for a key that is not there.
function readAll(keyv: Keyv, keys: readonly string[]): Promise<unknown[]> {
  const { getMany } = keyv.store as { getMany?: unknown };
  return typeof getMany === "function" ? keyv.getMany([...keys]) : Promise.all(keys.map((key) => keyv.get(key)));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
