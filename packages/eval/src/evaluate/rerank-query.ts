import { isRerankError, RerankError, type Reranker } from "secondpass";
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
    const { results, dropped, receipt } = await reranker.rerank(text, candidates, { signal });
    const ms = performance.now() - startedAt;
    // A reranker with a threshold of its own drops documents; a metric without them would be about something else.
    const left = dropped.map(({ index }) => index).sort((a, b) => a - b);
    const order = [...results.map(({ index }) => index), ...left].map((index) => candidates[index]?.id as string);
    return {
      order,
      scores: [...results.map(({ score }) => score ?? null), ...left.map(() => null)],
      ms,
      usage: receipt.usage,
      ...((!receipt.reranked || receipt.reason) && { reason: receipt.reason ?? "not reranked" }),
      ...(!receipt.reranked && receipt.attempts.some(({ outcome }) => outcome === "skipped") && { skipped: true }),
      warnings: receipt.warnings.map(({ code }) => code),
    };
  } catch (error) {
    if (!isRerankError(error)) throw error;
    const { code, message, retryable, provider, status } = error;
    throw new RerankError(code, `query ${id}: ${message}`, { cause: error, retryable, provider, status });
  }
}
