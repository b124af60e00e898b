import { RerankError } from "secondpass";
import { createListwiseReranker, type ListwiseOptions } from "secondpass/listwise";
import { markedTexts } from "../../../../data/oracle-model.ts";

export const texts = markedTexts(100, 3);
export const firstStage = texts.map((_, i) => i);

export const down = () => new RerankError("provider_unavailable", "the provider is down", { retryable: true });
export const indexes = (results: readonly { index: number }[]) => results.map(({ index }) => index);

export function reranker(options: Omit<ListwiseOptions, "model">, model: ListwiseOptions["model"]) {
  return createListwiseReranker({ seed: 1, priorWeight: 0, ...options, model });
}
