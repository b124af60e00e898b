import type { OrderContext, Usage, Warning } from "../../contract/index.ts";
import type { ListwiseOptions } from "./listwise-options.ts";

/** The order that the model starts from. */
export interface OrderBefore {
  order: number[];
  /** Whether it is a reranker's rather than the first stage's. */
  reranked: boolean;
  usage?: Usage;
  warnings?: readonly Warning[];
}

/** Has the pointwise reranker of `refine` put all documents in order; every other strategy starts from the first stage. */
export async function scoreFirst(
  strategy: string,
  query: string,
  texts: readonly string[],
  context: OrderContext,
  { scorer }: ListwiseOptions,
): Promise<OrderBefore> {
  if (strategy !== "refine" || !scorer) return { order: texts.map((_, position) => position), reranked: false };
  // A reranker may look at the first stage's scores as well as at the text.
  const documents = texts.map((text, i) => ({
    text,
    ...(context.firstStageScores && { score: context.firstStageScores[i] as number }),
  }));
  const { results, receipt } = await scorer.rerank(query, documents, {
    signal: context.signal,
    priority: context.priority,
    ...(context.deadlineAt !== undefined && { deadlineMs: Math.max(1, context.deadlineAt - performance.now()) }),
  });
  const order = results.map(({ index }) => index);
  context.onOrder({ order, reranked: receipt.reranked, usage: receipt.usage });
  return { order, reranked: receipt.reranked, usage: receipt.usage, warnings: receipt.warnings };
}
