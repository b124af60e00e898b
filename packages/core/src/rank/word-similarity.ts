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
  const places = new Map([...holders.keys()].map((word, place) => [word, place]));
  const vectors = counts.map((count) => {
    const weights = [...count].map(([word, times]) => times * Math.log(1 + texts.length / (holders.get(word) as number)));
    const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight ** 2, 0));
    return {
      places: [...count.keys()].map((word) => places.get(word) as number),
      weights: weights.map((weight) => weight / length),
    };
  });

  // Whoever asks holds one text against many: it is spread out once, so that the others need no looking up.
  const spread = new Float64Array(holders.size);
  let spreadText: number | undefined;

  function spreadOut(text: number): void {
    if (spreadText !== undefined) for (const place of (vectors[spreadText] as WordVector).places) spread[place] = 0;
    const { places, weights } = vectors[text] as WordVector;
    places.forEach((place, i) => {
      spread[place] = weights[i] as number;
    });
    spreadText = text;
  }

  return (a, b) => {
    if (b !== spreadText) spreadOut(b);
    const { places, weights } = vectors[a] as WordVector;
    return places.reduce((sum, place, i) => sum + (weights[i] as number) * (spread[place] as number), 0);
  };
}

/** The words of a text by their place among all words, and how much each weighs; of length 1. */
interface WordVector {
  places: number[];
  weights: number[];
}
