/** How large a model is, for as long as nobody has measured it. */
export type ModelTier = "small" | "medium" | "large";

export const modelTiers: readonly ModelTier[] = ["small", "medium", "large"];

/**
 * From which budget on a model of this size is worth trying, in milliseconds for 100 candidates: below 100 no reranking, then a
 * MiniLM, from half a second something like bge-reranker-v2-m3, from two seconds a large model or a listwise one.
 */
export const tierFloorsMs: Readonly<Record<ModelTier, number>> = { small: 100, medium: 500, large: 2000 };

/** Of models that are listed from the fastest to the best. */
export function tierAt(position: number): ModelTier {
  return modelTiers[Math.min(position, modelTiers.length - 1)] as ModelTier;
}
