import { type DocumentInput, type Ranking, RerankError, type Reranker, type RerankOptions } from "../contract/index.ts";
import { asRerankError, type Spent, spentUntil } from "./failed-attempts.ts";
import { rerankWithin } from "./rerank-within.ts";

/** How one reranker of several did: a ranking or the error for which it has none, and what it cost. */
export type Trial<D extends DocumentInput> =
  | { spent: Spent; ranking: Ranking<D> }
  | { spent: Spent; error: RerankError; timeIsOver: boolean };

/**
 * Calls one reranker of several. Having scored nothing when its time is over is a failure, having scored some is not.
 *
 * @param graceMs as in `rerankWithin`
 */
export async function tryReranker<D extends DocumentInput>(
  reranker: Reranker,
  query: string,
  documents: readonly D[],
  options: RerankOptions,
  graceMs?: number,
): Promise<Trial<D>> {
  const startedAt = performance.now();
  try {
    const ranking = await rerankWithin(reranker, query, documents, options, graceMs);
    const durationMs = performance.now() - startedAt;
    if (ranking && !hasNothingInTime(ranking)) return { spent: spentOn(ranking, reranker, documents, durationMs), ranking };
    const spent: Spent = ranking
      ? spentOn(ranking, reranker, documents, durationMs)
      : { attempts: [{ reranker: reranker.id, outcome: "deadline", durationMs }], usage: { calls: 0 } };
    const message = `${reranker.id} had scored nothing when its ${Math.round(options.deadlineMs ?? durationMs)} ms were over`;
    return { spent, error: new RerankError("timeout", message, { retryable: true }), timeIsOver: true };
  } catch (thrown) {
    options.signal?.throwIfAborted();
    const error = asRerankError(thrown, reranker.id);
    return { spent: spentUntil(error, reranker.id, performance.now() - startedAt), error, timeIsOver: false };
  }
}

function hasNothingInTime({ receipt }: Ranking): boolean {
  return !receipt.reranked && receipt.warnings.some(({ code }) => code === "deadline");
}

function spentOn({ receipt }: Ranking, reranker: Reranker, documents: readonly DocumentInput[], durationMs: number): Spent {
  const { attempts, usage, requests } = receipt;
  // One that knows no attempts, as one that calls nobody, was tried all the same.
  const own =
    attempts.length > 0 || documents.length === 0 ? attempts : [{ reranker: reranker.id, outcome: "ok" as const, durationMs }];
  return { attempts: own, usage, ...(requests && { requests }) };
}
