import type { Reranker } from "secondpass";
import type { JudgedQuery } from "../data/beir-collection.ts";
import { ndcgAt10 } from "../data/ndcg.ts";

/** Mean nDCG@10 of a reranker over the first stage's top 100, all judged queries counted. */
export async function measureCollection(reranker: Reranker, queries: readonly JudgedQuery[]): Promise<number> {
  let sum = 0;
  for (const { text, candidates, grades } of queries) {
    const { results } = await reranker.rerank(text, candidates);
    sum += ndcgAt10(
      results.map((result) => result.document.id),
      grades,
    );
  }
  return sum / queries.length;
}
