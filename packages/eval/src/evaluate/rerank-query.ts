import { isRerankError, type Receipt, RerankError, type Reranker } from "secondpass";
import { describePlaces } from "./describe-places.ts";
import type { RerankedQuery } from "./reranked-query.ts";
import type { JudgedQuery, Setup } from "./setup.ts";

/** Reranks the candidates of one query; an error says which query it was. */
export async function rerankQuery(
  reranker: Reranker,
  { documents, depth }: Pick<Setup, "documents" | "depth">,
  { id, text, pool }: JudgedQuery,
  signal?: AbortSignal,
): Promise<RerankedQuery> {
  const candidates = pool
    .slice(0, depth)
    .map((entry) => ({ text: "", ...documents.get(entry.id), id: entry.id, score: entry.score }));
  const startedAt = performance.now();
  try {
    const ranking = await reranker.rerank(text, candidates, { signal });
    const ms = performance.now() - startedAt;
    const { receipt } = ranking;
    return {
      ...describePlaces(ranking, candidates),
      ms,
      usage: receipt.usage,
      free: tellsNoCost(receipt),
      ...((!receipt.reranked || receipt.reason) && { reason: receipt.reason ?? "not reranked" }),
      ...(!receipt.reranked && receipt.attempts.some(({ outcome }) => outcome === "skipped") && { skipped: true }),
      warnings: receipt.warnings.map(({ code }) => code),
      ...(receipt.blend && { blend: receipt.blend }),
      ...(receipt.feedback && { feedback: receipt.feedback }),
      ...(receipt.model && { model: receipt.model }),
    };
  } catch (error) {
    if (!isRerankError(error)) throw error;
    const { code, message, retryable, provider, status } = error;
    throw new RerankError(code, `query ${id}: ${message}`, { cause: error, retryable, provider, status });
  }
}

/** No money, no request and no model that writes. What a cache answered does not tell what the next call costs. */
function tellsNoCost({ usage, requests, listwise, cache }: Receipt): boolean {
  const signs = [usage.searchUnits, usage.costUsd, usage.outputTokens, requests, listwise, cache];
  return signs.every((sign) => sign === undefined);
}
