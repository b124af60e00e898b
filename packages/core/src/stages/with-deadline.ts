import { type DocumentInput, type Ranking, RerankError, type Reranker, type RerankOptions } from "../contract/index.ts";
import { lateOrder } from "./late-order.ts";
import { createLifetime } from "./lifetime.ts";
import { rerankWithin } from "./rerank-within.ts";
import { wrapperOf } from "./wrapper-of.ts";

// More than a fallback inside gives its last reranker: it knows better what was tried.
const graceMs = 25;

export interface DeadlineOptions {
  /** Hard budget in milliseconds, above 0, of every call that has no smaller one of its own. */
  deadlineMs: number;
}

/**
 * Gives every call a deadline. A call's own smaller `deadlineMs` wins. Time is kept also for a reranker that ignores its
 * deadline: the first-stage order is returned then, within 50 ms.
 *
 * @throws {RerankError} `invalid_config` where `deadlineMs` is no number above 0
 *
 * @example
 * import { createLexicalReranker, withDeadline } from "secondpass";
 *
 * const reranker = withDeadline(createLexicalReranker(), { deadlineMs: 2_000 });
 * const { results } = await reranker.rerank("rust", ["iron", "rust"]);
 * results[0].document; // => "rust"
 */
export function withDeadline(reranker: Reranker, { deadlineMs }: DeadlineOptions): Reranker {
  if (!(typeof deadlineMs === "number" && deadlineMs > 0 && Number.isFinite(deadlineMs))) {
    throw new RerankError("invalid_config", `deadlineMs must be a number of milliseconds above 0, got ${deadlineMs}`);
  }
  const lifetime = createLifetime(reranker.id, [reranker]);

  function rerank<D extends DocumentInput>(
    query: string,
    documents: readonly D[],
    options: RerankOptions = {},
  ): Promise<Ranking<D>> {
    const startedAt = performance.now();
    return lifetime.serve(query, documents, options, async ({ signal }) => {
      const within = { ...options, signal, deadlineMs: Math.min(deadlineMs, options.deadlineMs ?? deadlineMs) };
      const ranking = await rerankWithin(reranker, query, documents, within, graceMs);
      if (ranking) return ranking;
      return lateOrder(reranker, documents, options, { deadlineMs: within.deadlineMs, startedAt });
    });
  }

  return wrapperOf(reranker, { rerank, dispose: lifetime.dispose });
}
