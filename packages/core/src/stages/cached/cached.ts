import {
  type DocumentInput,
  type Ranking,
  RerankError,
  type Reranker,
  type RerankOptions,
  type Warning,
} from "../../contract/index.ts";
import { startCallBudget } from "../../io/call-budget.ts";
import { createLifetime } from "../lifetime.ts";
import { risingProgress } from "../rising-progress.ts";
import { wrapperOf } from "../wrapper-of.ts";
import { createCacheKeys } from "./cache-keys.ts";
import type { CachedCall } from "./cached-call.ts";
import type { ListEntry, PairEntry } from "./entries.ts";
import { createEntryStore } from "./entry-store.ts";
import { createInFlight } from "./in-flight.ts";
import { type CacheStore, checkStore } from "./key-value-store.ts";
import { openStore } from "./open-store.ts";
import { rerankList } from "./rerank-list.ts";
import { rerankPairs } from "./rerank-pairs.ts";

export interface CachedOptions {
  /**
   * Where scores are kept: `"memory"`, `"redis://host:port"` or `"rediss://…"` (needs `@keyv/redis`), `"file:./directory"` (needs
   * `cacache`), a Keyv, a `Map`, or any store that Keyv takes. What is handed in stays the caller's. Default: `"memory"`.
   */
  store?: CacheStore;
  /** Milliseconds that an entry is good for, above 0. Default: for ever. */
  ttlMs?: number;
  /** Stands before every key. Default: `secondpass`. */
  namespace?: string;
  /** Made part of every key. A reranker without a `fingerprint` needs one; change it when its scores change. Default: none. */
  version?: string;
  /**
   * Whether documents with equal title and text are one, whatever their metadata. Right for rerankers that read title and text
   * only, wrong for one whose `render` reads more. Default: false.
   */
  ignoreMetadata?: boolean;
  /** Most bytes that `"memory"` holds, at least 1; the least recently used goes first. Default: 32 MiB. */
  maxBytes?: number;
  /** Milliseconds, above 0, that a call waits for the store each time, and at most a quarter of what its deadline leaves. Default: 250. */
  storeTimeoutMs?: number;
}

/**
 * Remembers scores. A reranker that scores documents one by one (`supports.pointwise`) is asked only about those that it has
 * not scored for this query; of any other, whole rankings are remembered. Of equal calls at the same time one computes. Keys are hashes of the reranker's `id` and `fingerprint`, the query, the instruction and the documents. A store
 * that fails is a warning `cache_failed`, never an error.
 *
 * @throws {RerankError} `invalid_config` for a reranker without fingerprint, a store that is none, an option out of range
 *
 * @example
 * import { cached, createLexicalReranker } from "secondpass";
 *
 * const reranker = cached(createLexicalReranker());
 * await reranker.rerank("rust", ["iron", "rust"]);
 * const { receipt } = await reranker.rerank("rust", ["iron", "rust"]);
 * receipt.cache; // => { hits: 2, misses: 0, hitRate: 1 }
 * receipt.usage; // => { calls: 0 }
 */
export function cached(reranker: Reranker, options: CachedOptions = {}): Reranker {
  const {
    store = "memory",
    namespace = "secondpass",
    ignoreMetadata = false,
    maxBytes = 32 * 2 ** 20,
    storeTimeoutMs = 250,
  } = options;
  checkStore(store);
  checkPositive({ ttlMs: options.ttlMs, maxBytes, storeTimeoutMs });
  const fingerprint = fingerprintOf(reranker, options.version);
  const entries = createEntryStore({
    open: () => openStore(store, { maxBytes, connectTimeoutMs: storeTimeoutMs }),
    ttlMs: options.ttlMs,
    timeoutMs: storeTimeoutMs,
  });
  const claimPair = createInFlight<PairEntry>();
  const claimList = createInFlight<ListEntry>();
  const lifetime = createLifetime(reranker.id, [reranker], entries.close);

  function rerank<D extends DocumentInput>(
    query: string,
    documents: readonly D[],
    options: RerankOptions = {},
  ): Promise<Ranking<D>> {
    const startedAt = performance.now();
    return lifetime.serve(query, documents, options, async (outer) => {
      const budget = startCallBudget({ signals: [outer.signal], deadlineMs: options.deadlineMs });
      const follows = options.instruction !== undefined && reranker.supports.instructions;
      const warnings: Warning[] = [];
      const call: CachedCall<D> = {
        reranker,
        query,
        documents,
        options,
        keys: createCacheKeys({
          namespace,
          includeMetadata: !ignoreMetadata,
          id: reranker.id,
          fingerprint,
          query: query.toWellFormed(),
          // Also where it is said to follow none: of a chain, one that serves may.
          instruction: options.instruction,
        }),
        store: entries,
        outer,
        budget,
        startedAt,
        warnings,
        // A store that failed on reading fails on writing: one word of it is enough.
        warn: (warning) => {
          if (warnings.every(({ code }) => code !== warning.code)) warnings.push(warning);
        },
        leftMs: () => budget.deadlineAt - performance.now(),
      };
      if (options.instruction !== undefined && !follows) {
        call.warn({
          code: "instruction_ignored",
          message: `${reranker.id} follows no instruction; it ranked by the query alone`,
        });
      }
      const onProgress = risingProgress(options.onProgress, outer);
      try {
        return await (reranker.supports.pointwise
          ? rerankPairs(call, claimPair, onProgress)
          : rerankList(call, claimList, onProgress));
      } finally {
        budget.end();
      }
    });
  }

  const changeInside = reranker.changeInside?.bind(reranker);
  return wrapperOf(reranker, {
    fingerprint,
    changeInside: changeInside && ((change) => cached(changeInside(change), options)),
    rerank,
    dispose: lifetime.dispose,
  });
}

function fingerprintOf({ id, fingerprint }: Reranker, version: string | undefined): string {
  if (fingerprint === undefined && version === undefined) {
    throw new RerankError(
      "invalid_config",
      `${id} has no fingerprint, so nobody can tell when its scores change: give it one, or cached(reranker, { version: "1" }) and another version whenever they do`,
    );
  }
  return version === undefined ? (fingerprint as string) : JSON.stringify([fingerprint ?? null, version]);
}

function checkPositive(values: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || (typeof value === "number" && value > 0 && Number.isFinite(value))) continue;
    throw new RerankError("invalid_config", `${name} must be a number above 0, got ${String(value)}`);
  }
}
