import type { Reranker } from "secondpass";

/** The sentence that answers best, word for word: what a language model would be given, without one. */
export async function quoteAnswer(reranker: Reranker, query: string, texts: readonly string[]): Promise<string> {
  const sentences = texts.flatMap((text) => text.split(/(?<=[.:;?!])\s+/)).filter((sentence) => sentence.length > 25);
  if (sentences.length === 0) return "(nothing found)";
  const { results } = await reranker.rerank(query, sentences, { topN: 1 });
  return results[0]?.document ?? "";
}
