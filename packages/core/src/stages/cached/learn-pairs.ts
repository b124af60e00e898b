import type { DocumentInput, Ranking, RerankOptions } from "../../contract/index.ts";
import { rerankWithin } from "../rerank-within.ts";
import { type CachedCall, readOrWarn, settleWrites } from "./cached-call.ts";
import { type PairEntry, readPairEntry } from "./entries.ts";
import type { ClaimKey, MyClaim } from "./in-flight.ts";
import { pairEntriesOf } from "./pair-entries.ts";

/** Documents of one call that have the same content, and so the same score. */
export interface PairGroup {
  /** `undefined` where their content cannot be hashed: they are always asked about. */
  key: string | undefined;
  /** Positions among the candidates. */
  positions: number[];
  /** Index of the first of them in the input. */
  index: number;
  entry?: PairEntry;
  /** Whether this call has asked the reranker about it. */
  asked: boolean;
}

type Mine = MyClaim<PairEntry>;

/**
 * Finds out about groups until each is known or has been asked about, or time is up: from the store, from other calls that
 * are asking already, and from the reranker.
 *
 * @param onProgress called when more is known: of the groups that are being asked about, this share has a score
 * @returns what the reranker answered, one for each time that it was asked
 */
export async function learnPairs<D extends DocumentInput>(
  call: CachedCall<D>,
  groups: readonly PairGroup[],
  claim: ClaimKey<PairEntry>,
  onProgress: (asked: readonly PairGroup[], share: number) => void,
): Promise<(Ranking<D> | undefined)[]> {
  const rankings: (Ranking<D> | undefined)[] = [];
  const writes: Promise<void>[] = [];
  const { budget } = call;
  for (;;) {
    const open = groups.filter(({ entry, asked }) => entry === undefined && !asked);
    if (open.length === 0 || budget.signal.aborted) break;
    const mine: [PairGroup, Mine | undefined][] = [];
    const others: Promise<void>[] = [];
    for (const group of open) {
      const claimed = group.key === undefined ? undefined : claim(group.key);
      if (!claimed || claimed.isMine) mine.push([group, claimed]);
      else others.push(take(group, claimed.value));
    }
    await Promise.all([work(mine), ...others]);
  }
  await settleWrites(writes, budget);
  return rankings;

  async function take(group: PairGroup, value: Promise<PairEntry | undefined>): Promise<void> {
    const entry = await budget.race(value).catch(unlessDeadline);
    if (entry) group.entry = entry;
    onProgress([], 0);
  }

  async function work(mine: readonly [PairGroup, Mine | undefined][]): Promise<void> {
    const release = () => {
      for (const [, claimed] of mine) claimed?.release();
    };
    let writing: Promise<void> | undefined;
    try {
      await readStore(mine);
      const unknown = mine.filter(([{ entry }]) => entry === undefined);
      if (unknown.length === 0 || budget.signal.aborted) return;
      await ask(unknown.map(([group]) => group));
      const learned = unknown.flatMap(([{ key, entry }]) => (key && entry ? [{ key, value: entry }] : []));
      for (const [{ entry }, claimed] of unknown) {
        if (entry) claimed?.settle(entry);
        // Whoever waits for it asks for itself.
        else claimed?.release();
      }
      // Whoever comes before it is written still finds it here.
      writing = call.store.write(learned, call).finally(release);
      writes.push(writing);
    } finally {
      if (!writing) release();
    }
  }

  async function readStore(mine: readonly [PairGroup, Mine | undefined][]): Promise<void> {
    const keyed = mine.filter(([{ key }]) => key !== undefined);
    const values = await call.store.read(
      keyed.map(([{ key }]) => key as string),
      call,
    );
    keyed.forEach(([group, claimed], i) => {
      const entry = readOrWarn(values[i], readPairEntry, call);
      if (!entry) return;
      group.entry = entry;
      claimed?.settle(entry);
    });
    onProgress([], 0);
  }

  async function ask(groups: readonly PairGroup[]): Promise<void> {
    const { signal: _signal, topN: _topN, depth: _depth, minScore: _minScore, onProgress: _onProgress, ...rest } = call.options;
    for (const group of groups) group.asked = true;
    const options: RerankOptions = {
      ...rest,
      signal: call.outer.signal,
      ...(rest.deadlineMs !== undefined && { deadlineMs: Math.max(1, call.leftMs()) }),
      onProgress: (done, total) => onProgress(groups, done / total),
    };
    const documents = groups.map(({ index }) => call.documents[index] as D);
    const ranking = await call.outer.race(rerankWithin(call.reranker, call.query, documents, options));
    rankings.push(ranking);
    // Scores of another than the one that the keys name must not pass for its own.
    if (!ranking || ranking.receipt.servedBy !== call.reranker.id) return;
    const entries = pairEntriesOf(ranking);
    groups.forEach((group, i) => {
      const entry = entries[i];
      if (entry) group.entry = entry;
    });
  }

  function unlessDeadline(error: unknown): undefined {
    if (!budget.deadlinePassed) throw error;
  }
}
