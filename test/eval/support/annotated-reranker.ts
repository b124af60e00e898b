import type { Ranking, Receipt, Reranker } from "secondpass";
import { scriptedReranker } from "./scripted-reranker.ts";

/** A reranker that states a probability for every document and a best passage for the first: its first seven characters. */
export function annotatedReranker(receipt: (query: string) => Partial<Receipt> = () => ({}), id = "annotated"): Reranker {
  const { reranker } = scriptedReranker({ id });
  return {
    ...reranker,
    async rerank(query, documents, options) {
      const ranking = await reranker.rerank(query, documents, options);
      const results = ranking.results.map((result, i) => ({
        ...result,
        probability: i === 0 ? 0.9 : 0.1,
        ...(i === 0 && { bestPassage: { text: "", start: 0, end: 7, score: 2 } }),
      }));
      return { ...ranking, results, receipt: { ...ranking.receipt, ...receipt(query) } } as Ranking<(typeof documents)[number]>;
    },
  };
}
