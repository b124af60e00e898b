import { type DocumentInput, type Ranking, RerankError, type Reranker, type RerankOptions } from "../contract/index.ts";
import { asRerankError, spentUntil } from "./failed-attempts.ts";
import { firstStageOrder } from "./first-stage-order.ts";
import { createLifetime } from "./lifetime.ts";
import { isNeverMasked } from "./never-masked.ts";
import { risingProgress } from "./rising-progress.ts";
import { wrapperOf } from "./wrapper-of.ts";

/** What becomes of a call that cannot be reranked: it rejects, or gets the first-stage order with a warning. */
export type OnError = "throw" | "passthrough";

/**
 * With `passthrough`, a call that fails gets the first-stage order: `receipt.reranked` is false, `reason` and `attempts` say
 * what happened, and the warning `passthrough` says it once more. Never hidden are aborts, the caller's own errors, and those
 * of keys and configuration. With `throw`, the reranker is returned as it is.
 *
 * @throws {RerankError} `invalid_config` for any other word
 *
 * @example
 * import { rerankerFromScorer, withOnError } from "secondpass";
 *
 * const broken = rerankerFromScorer({
 *   id: "broken",
 *   scoreScale: "logit",
 *   supports: { pointwise: true, abort: false, instructions: false },
 *   score: async () => ({ scores: [NaN] }),
 *   dispose: async () => {},
 * });
 * const { results, receipt } = await withOnError(broken, "passthrough").rerank("rust", ["iron"]);
 * results[0].document; // => "iron"
 * receipt.attempts[0].error.code; // => "invalid_scores"
 */
export function withOnError(reranker: Reranker, onError: OnError): Reranker {
  if (onError === "throw") return reranker;
  if (onError !== "passthrough") {
    throw new RerankError("invalid_config", `onError must be "throw" or "passthrough", got ${JSON.stringify(onError)}`);
  }
  const lifetime = createLifetime(reranker.id, [reranker]);

  function rerank<D extends DocumentInput>(
    query: string,
    documents: readonly D[],
    options: RerankOptions = {},
  ): Promise<Ranking<D>> {
    const startedAt = performance.now();
    return lifetime.serve(query, documents, options, async (budget) => {
      const onProgress = risingProgress(options.onProgress, budget);
      try {
        return await reranker.rerank(query, documents, { ...options, signal: budget.signal, ...(onProgress && { onProgress }) });
      } catch (thrown) {
        budget.signal.throwIfAborted();
        const error = asRerankError(thrown, reranker.id);
        if (isNeverMasked(error)) throw error;
        const reason = `${reranker.id} failed: ${error.code}: ${error.message}`;
        return firstStageOrder(documents, options, {
          reason,
          startedAt,
          ...spentUntil(error, reranker.id, performance.now() - startedAt),
          warnings: [{ code: "passthrough", message: `the order is the first stage's, because ${reason}` }],
        });
      }
    });
  }

  return wrapperOf(reranker, { rerank, dispose: lifetime.dispose });
}
