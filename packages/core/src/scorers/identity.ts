import { type DocumentInput, type Ranking, RerankError, type Reranker, type RerankOptions } from "../contract/index.ts";
import { assembleRanking, checkCall, minScoreWarnings, prepareCandidates } from "../rank/index.ts";

/**
 * Keeps the first-stage order: the baseline that every reranker has to beat, and a way to switch reranking off by
 * configuration. Its receipt says `reranked: false`.
 *
 * @example
 * import { createIdentityReranker } from "secondpass";
 *
 * const { results, dropped } = await createIdentityReranker().rerank("query", ["a", "b", "c"], { topN: 2 });
 * results.map((result) => result.document); // => ["a", "b"]
 * dropped; // => [{ index: 2, reason: "topN" }]
 */
export function createIdentityReranker(): Reranker {
  let disposed = false;

  async function rerank<D extends DocumentInput>(
    query: string,
    documents: readonly D[],
    options: RerankOptions = {},
  ): Promise<Ranking<D>> {
    const startedAt = performance.now();
    checkCall(query, documents, options);
    // One turn, as every other reranker takes: an abort right after the call is an abort during it.
    await Promise.resolve();
    options.signal?.throwIfAborted();
    if (disposed) throw new RerankError("disposed", "identity was disposed; create a new reranker");
    const candidates = prepareCandidates(documents, options);
    const selection = assembleRanking(documents, candidates, { scores: [] }, options);
    if (candidates.scored.length > 0) options.onProgress?.(candidates.scored.length, candidates.scored.length);
    return {
      ...selection,
      receipt: {
        reranked: false,
        servedBy: "identity",
        reason: "identity keeps the first-stage order",
        attempts: [],
        truncated: [],
        usage: { calls: 0 },
        timing: { totalMs: performance.now() - startedAt },
        warnings: [...candidates.warnings, ...minScoreWarnings([], options)],
      },
    };
  }

  async function dispose(): Promise<void> {
    disposed = true;
  }

  return {
    id: "identity",
    scoreScale: "rank",
    supports: { pointwise: false, abort: true, instructions: false },
    fingerprint: "first stage",
    rerank,
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}
