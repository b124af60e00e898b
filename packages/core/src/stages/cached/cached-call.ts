import type { DocumentInput, Receipt, Reranker, RerankOptions, Warning } from "../../contract/index.ts";
import type { CallBudget } from "../../io/call-budget.ts";
import { mergeWarnings } from "../../rank/index.ts";
import type { CacheKeys } from "./cache-keys.ts";
import type { EntryStore, StoreCall } from "./entry-store.ts";

/** One call of a cached reranker, and what it works with. */
export interface CachedCall<D extends DocumentInput> extends StoreCall {
  reranker: Reranker;
  query: string;
  documents: readonly D[];
  options: RerankOptions;
  keys: CacheKeys;
  store: EntryStore;
  /** Ends when the caller aborts or the wrapper is disposed. */
  outer: CallBudget;
  /** Ends with the call's deadline too. Not for the reranker: it keeps the deadline itself, and has scores to hand over then. */
  budget: CallBudget;
  startedAt: number;
  /** Findings about the cache itself. */
  warnings: Warning[];
}

/** What came out of a store and is no entry is as good as nothing, and is said. */
export function readOrWarn<T>(value: unknown, read: (value: unknown) => T | undefined, { warn }: StoreCall): T | undefined {
  if (value === undefined) return undefined;
  const entry = read(value);
  if (entry === undefined) {
    warn({ code: "cache_failed", message: "the cache's store held something that is no entry of it; it was not used" });
  }
  return entry;
}

/** Waits until a write is done or the call has to answer, whichever comes first; a write never fails a call. */
export async function settleWrites(writes: readonly Promise<void>[], budget: CallBudget): Promise<void> {
  await budget.race(Promise.allSettled(writes)).catch(() => {});
}

/** How many of the documents the cache knew; nothing where there was nothing to know. */
export function cacheReceipt(hits: number, misses: number): Pick<Receipt, "cache"> {
  if (hits + misses === 0) return {};
  return { cache: { hits, misses, hitRate: hits / (hits + misses) } };
}

/** Warnings about the query or the model itself, true of every call that gets the same scores. */
export function lastingWarnings(
  warnings: readonly Warning[],
  lasting: (code: Warning["code"]) => boolean,
): { warnings?: Warning[] } {
  const kept = mergeWarnings(warnings.filter(({ code }) => lasting(code)));
  return kept.length === 0 ? {} : { warnings: kept };
}
