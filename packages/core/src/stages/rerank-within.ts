import type { DocumentInput, Ranking, Reranker, RerankOptions } from "../contract/index.ts";
import { startCallBudget } from "../io/call-budget.ts";

// A reranker that keeps its deadline has partial scores to hand over when time is up: it speaks first.
const usualGraceMs = 10;

/**
 * Calls a reranker and does not wait for one that misses its deadline.
 *
 * @param graceMs how long after its deadline it is waited for; more around what waits itself. Default: 10
 * @returns `undefined` where it had not answered a moment after its deadline; work in flight is aborted then
 */
export async function rerankWithin<D extends DocumentInput>(
  reranker: Reranker,
  query: string,
  documents: readonly D[],
  options: RerankOptions,
  graceMs: number = usualGraceMs,
): Promise<Ranking<D> | undefined> {
  const { deadlineMs } = options;
  const limitMs = deadlineMs === undefined ? undefined : deadlineMs + graceMs;
  const budget = startCallBudget({ signals: [options.signal], deadlineMs: limitMs });
  try {
    return await budget.race(reranker.rerank(query, documents, { ...options, signal: budget.signal }));
  } catch (error) {
    if (budget.deadlinePassed) return undefined;
    throw error;
  } finally {
    budget.end();
  }
}
