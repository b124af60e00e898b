import { countWords } from "./count-words.ts";
import { words } from "./words.ts";

/** Likeness of texts in two steps, so that reading many can be spread over time. */
export interface WordSimilarity {
  add(text: string): void;
  /** How alike two of the texts added so far are, by their places: see `wordSimilarity`. */
  similarity(): (a: number, b: number) => number;
}

/**
 * How alike texts are in their words, 0 to 1: the cosine of their words, in which a word weighs less the more of these texts have it, and its
 * repeats weigh less than the first. What all candidates share, the query's own words above all, so says little.
 * Salton & Buckley, Term-Weighting Approaches in Automatic Text Retrieval, 1988; the inverse document frequency is that of `bm25`.
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
  const index = createWordSimilarity();
  for (const text of texts) index.add(text);
  return index.similarity();
}

/** The same as `wordSimilarity`, one text at a time. */
export function createWordSimilarity(): WordSimilarity {
  const places = new Map<string, number>();
  /** Texts that have the word, by its place. */
  const holders: number[] = [];
  const texts: WordVector[] = [];

  function add(text: string): void {
    const vector: WordVector = { places: [], weights: [] };
    for (const [word, times] of countWords(words(text))) {
      let place = places.get(word);
      if (place === undefined) {
        place = holders.push(0) - 1;
        places.set(word, place);
      }
      holders[place] = (holders[place] as number) + 1;
      vector.places.push(place);
      vector.weights.push(1 + Math.log(times));
    }
    texts.push(vector);
  }

  return {
    add,
    similarity: () =>
      cosine(
        texts.map((text) => weighed(text, holders, texts.length)),
        holders.length,
      ),
  };
}

/** The words of a text by their place among all words, and how much each weighs. */
interface WordVector {
  places: number[];
  weights: number[];
}

/** By the rarity of its words among so many texts, and of length 1. */
function weighed({ places, weights }: WordVector, holders: readonly number[], texts: number): WordVector {
  const own = weights.map((weight, i) => {
    const frequency = holders[places[i] as number] as number;
    return weight * Math.log(1 + (texts - frequency + 0.5) / (frequency + 0.5));
  });
  const length = Math.sqrt(own.reduce((sum, weight) => sum + weight ** 2, 0));
  return { places, weights: own.map((weight) => weight / length) };
}

function cosine(vectors: readonly WordVector[], size: number): (a: number, b: number) => number {
  // Whoever asks holds one text against many: it is spread out once, so that the others need no looking up.
  const spread = new Float64Array(size);
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
