import { countWords } from "./count-words.ts";
import { words } from "./words.ts";

/**
 * How alike texts are in their words, 0 to 1: the cosine of their word counts, in which a word weighs less the more of these texts have it. What
 * all candidates share, the query's own words above all, so says little.
 * Salton & Buckley, Term-Weighting Approaches in Automatic Text Retrieval, 1988.
 *
 * @returns similarity of two positions in `texts`; a text without words is like none
 *
 * @example
 * import { wordSimilarity } from "secondpass/rank";
 *
 * const similarity = wordSimilarity(["Rust is a language.", "rust is a language", "Iron oxide"]);
 * similarity(0, 1).toFixed(3); // => "1.000"
 * similarity(0, 2); // => 0
 */
export function wordSimilarity(texts: readonly string[]): (a: number, b: number) => number {
  const counts = texts.map((text) => countWords(words(text)));
  const holders = countWords(counts.flatMap((count) => [...count.keys()]));
  const vectors = counts.map((count) => unitVector(count, (word) => Math.log(1 + texts.length / (holders.get(word) as number))));
  return (a, b) => {
    const other = vectors[b] as Map<string, number>;
    let product = 0;
    for (const [word, weight] of vectors[a] as Map<string, number>) product += weight * (other.get(word) ?? 0);
    return product;
  };
}

function unitVector(counts: ReadonlyMap<string, number>, weightOf: (word: string) => number): Map<string, number> {
  const weighted = [...counts].map(([word, count]) => [word, count * weightOf(word)] as const);
  const length = Math.sqrt(weighted.reduce((sum, [, weight]) => sum + weight ** 2, 0));
  return new Map(weighted.map(([word, weight]) => [word, weight / length]));
}
