import { countWords } from "./count-words.ts";
import { words } from "./words.ts";

export interface Bm25Options {
  /** How soon repeats of a word stop counting, at least 0. Default: 0.9. */
  k1?: number;
  /** How much long documents are held back, 0 (not at all) to 1. Default: 0.4. */
  b?: number;
}

/** BM25 in two steps, so that reading many texts can be spread over time. */
export interface Bm25 {
  add(text: string): void;
  /** Scores of the texts added so far, in that order. */
  scores(): number[];
}

/**
 * BM25 of each text for a query, with document frequencies and mean length taken from these very texts. Never negative:
 * the inverse document frequency is Lucene's `ln(1 + (N - n + 0.5) / (n + 0.5))`.
 * Robertson & Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009; defaults of Anserini.
 *
 * @example
 * import { bm25 } from "secondpass/rank";
 *
 * const scores = bm25("capital of France", ["Berlin is a capital", "Paris is the capital of France"]);
 * scores[1] > scores[0]; // => true
 */
export function bm25(query: string, texts: readonly string[], options: Bm25Options = {}): number[] {
  const index = createBm25(query, options);
  for (const text of texts) index.add(text);
  return index.scores();
}

/** The same as `bm25`, one text at a time. */
export function createBm25(query: string, options: Bm25Options = {}): Bm25 {
  const { k1 = 0.9, b = 0.4 } = options;
  const queryCounts = countWords(words(query));
  const documents: { length: number; counts: Map<string, number> }[] = [];

  function scores(): number[] {
    const meanLength = documents.reduce((sum, document) => sum + document.length, 0) / documents.length || 1;
    const weights = [...queryCounts].map(([word, count]) => {
      const frequency = documents.filter((document) => document.counts.has(word)).length;
      return { word, weight: count * Math.log(1 + (documents.length - frequency + 0.5) / (frequency + 0.5)) };
    });
    return documents.map(({ length, counts }) => {
      const norm = k1 * (1 - b + (b * length) / meanLength);
      return weights.reduce((score, { word, weight }) => {
        const count = counts.get(word) ?? 0;
        return count === 0 ? score : score + (weight * count) / (count + norm);
      }, 0);
    });
  }

  return {
    add(text) {
      const all = words(text);
      // Only the query's words can score, so only they are kept.
      documents.push({ length: all.length, counts: countWords(all.filter((word) => queryCounts.has(word))) });
    },
    scores,
  };
}
