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
  const { results, dropped, receipt } = await scorer.rerank(query, documents, {
    signal: context.signal,
    priority: context.priority,
    ...(context.instruction !== undefined && scorer.supports.instructions && { instruction: context.instruction }),
    ...(context.deadlineAt !== undefined && { deadlineMs: ownShareMs(context.deadlineAt) }),
  });
  // A pipeline may have dropped some; here they only come last.
  const left = dropped.map(({ index }) => index).sort((a, b) => a - b);
  const order = [...results.map(({ index }) => index), ...left];
  context.onOrder({ order, reranked: receipt.reranked, usage: receipt.usage });
  return { order, reranked: receipt.reranked, usage: receipt.usage, warnings: receipt.warnings };
}

/** Less than all the time there is, so that what the scorer has by then is still of use. */
function ownShareMs(deadlineAt: number): number {
  return Math.max(1, 0.9 * (deadlineAt - performance.now()));
}
