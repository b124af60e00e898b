import type { DocumentInput, Ranking, RerankOptions } from "../../contract/index.ts";
import { mergeWarnings, prepareCandidates } from "../../rank/index.ts";
import { lateOrder } from "../late-order.ts";
import { rerankWithin } from "../rerank-within.ts";
import { type CachedCall, cacheReceipt, readOrWarn, settleWrites } from "./cached-call.ts";
import { type ListEntry, readListEntry } from "./entries.ts";
import type { ClaimKey } from "./in-flight.ts";
import { listEntryOf, rankingOfEntry } from "./list-entries.ts";

/** Ranks with a reranker whose scores hold for one list of candidates only: the whole ranking is known, or none of it. */
export async function rerankList<D extends DocumentInput>(
  call: CachedCall<D>,
  claim: ClaimKey<ListEntry>,
  onProgress: RerankOptions["onProgress"],
): Promise<Ranking<D>> {
  const { documents, options, reranker, budget } = call;
  const total = prepareCandidates(documents, options).scored.length;
  const key = total === 0 ? undefined : call.keys.list(documents, options);
  if (key === undefined) return withCache(await askOrFirstStage(), 0, total);
  for (;;) {
    const claimed = claim(key);
    if (!claimed.isMine) {
      const entry = await budget.race(claimed.value).catch(unlessDeadline);
      if (entry) return known(entry);
      if (budget.deadlinePassed) return withCache(timeIsUp(), 0, total);
      continue;
    }
    let writing: Promise<void> | undefined;
    try {
      const [value] = await call.store.read([key], call);
      const entry = readOrWarn(value, (value) => readListEntry(value, documents.length), call);
      if (entry) {
        claimed.settle(entry);
        return known(entry);
      }
      const ranking = await askOrFirstStage();
      const learned = listEntryOf(reranker, ranking);
      if (learned) {
        claimed.settle(learned);
        // Whoever comes before it is written still finds it here.
        writing = call.store.write([{ key, value: learned }], call).finally(claimed.release);
        await settleWrites([writing], budget);
      }
      return withCache(ranking, 0, total);
    } finally {
      if (!writing) claimed.release();
    }
  }

  function known(entry: ListEntry): Ranking<D> {
    onProgress?.(total, total);
    return withCache(rankingOfEntry(reranker, documents, entry), total, 0);
  }

  async function askOrFirstStage(): Promise<Ranking<D>> {
    const within: RerankOptions = {
      ...options,
      signal: call.outer.signal,
      ...(options.deadlineMs !== undefined && { deadlineMs: Math.max(1, call.leftMs()) }),
      ...(onProgress && { onProgress }),
    };
    return (await call.outer.race(rerankWithin(reranker, call.query, documents, within))) ?? timeIsUp();
  }

  function unlessDeadline(error: unknown): undefined {
    if (!budget.deadlinePassed) throw error;
  }

  function timeIsUp(): Ranking<D> {
    return lateOrder(reranker, documents, options, { deadlineMs: options.deadlineMs, startedAt: call.startedAt });
  }

  function withCache(ranking: Ranking<D>, hits: number, misses: number): Ranking<D> {
    const { receipt } = ranking;
    const timing = { ...receipt.timing, totalMs: performance.now() - call.startedAt };
    const warnings = mergeWarnings(receipt.warnings, call.warnings);
    return { ...ranking, receipt: { ...receipt, timing, ...cacheReceipt(hits, misses), warnings } };
  }
}
