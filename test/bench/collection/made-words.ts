import { createRandom } from "../model/random.ts";

const onsets = "b c d f g h k l m n p r s t v w z st tr pl".split(" ");
const vowels = "a e i o u ai ou".split(" ");

/** Different words that can be pronounced, the n-th always the same: `ba`, `be`, …, longer ones later. */
function makeWord(n: number): string {
  const syllables = onsets.length * vowels.length;
  let word = "";
  for (let rest = n; ; rest = Math.floor(rest / syllables) - 1) {
    const syllable = rest % syllables;
    word = `${onsets[Math.floor(syllable / vowels.length)]}${vowels[syllable % vowels.length]}${word}`;
    if (rest < syllables) return word;
  }
}

/**
 * Words as often as in real text: the n-th most frequent one about 1/n as often as the first (Zipf's law, with Mandelbrot's
 * correction for the head).
 */
export function createWords(size: number, seed: number): () => string {
  const random = createRandom(seed);
  const words = Array.from({ length: size }, (_, n) => makeWord(n));
  const sums = new Float64Array(size);
  for (let n = 0, sum = 0; n < size; n++) sums[n] = sum += 1 / (n + 2.7);
  const all = sums[size - 1] as number;
  return () => {
    const wanted = random() * all;
    let [low, high] = [0, size - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) < wanted) low = middle + 1;
      else high = middle;
    }
    return words[low] as string;
  };
}
