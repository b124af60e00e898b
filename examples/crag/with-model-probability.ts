import type { Reranker } from "secondpass";

/**
 * Gives every scored document the probability that the bundled model's training says: its logit is a Platt fit on held-out data, with two of ten
 * candidates relevant (packages/model-mini/training/NOTES.md). That does for a demonstration. For queries of your own make a calibration of your own:
 * `secondpass calibrate`.
 */
export function withModelProbability(reranker: Reranker): Reranker {
  const rerank: Reranker["rerank"] = async (query, documents, options) => {
    const ranking = await reranker.rerank(query, documents, options);
    const results = ranking.results.map((result) => ({
      ...result,
      ...(result.score !== undefined && { probability: 1 / (1 + Math.exp(-result.score)) }),
    }));
    return { ...ranking, results };
  };
  return { ...reranker, rerank };
}
