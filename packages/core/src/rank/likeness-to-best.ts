import { zScores } from "./normalise.ts";

/** Weight of a document one standard deviation below the best: e^-10. Only what is all but as good as the best counts. */
const sharpness = 10;
/** Documents that count as the best, at most: where many are equally good, more of them would change little, and each costs as much as the first. */
const mostBest = 20;
const leastWeight = 1e-3;

/**
 * How like the best candidates each candidate is: pseudo-relevance feedback without a second query. The best are weighed by their scores,
 * `exp(10 (z - z of the best))`; a candidate's likeness is the weighted mean of its similarities to them. To itself it counts as like as to
 * its nearest neighbour, so that none is put forward for being itself.
 * After Rocchio, Relevance Feedback in Information Retrieval, 1971, and Diaz, Regularizing Ad Hoc Retrieval Scores, CIKM 2005.
 *
 * @param scores of the candidates, higher is better
 * @param similarity of two positions, from 0; asked for at most 20 times the candidates
 * @returns likeness by position, on the scale of `similarity`; 0 for all where scores are equal, as no candidate is the best then
 *
 * @example
 * import { likenessToBest, wordSimilarity } from "secondpass/rank";
 *
 * const texts = ["Rust compiles to machine code.", "Iron rusts.", "The compiler emits machine code."];
 * const [first, iron, compiler] = likenessToBest([3, 1, 1], wordSimilarity(texts));
 * compiler > iron; // => true
 */
export function likenessToBest(scores: readonly number[], similarity: (a: number, b: number) => number): number[] {
  const z = zScores(scores);
  const highest = z.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const best = z
    .map((value, position) => ({ position, weight: Math.exp(sharpness * (value - highest)) }))
    .filter(({ weight }) => weight >= leastWeight)
    .sort((a, b) => b.weight - a.weight || a.position - b.position)
    .slice(0, mostBest);
  const likeness = scores.map(() => 0);
  if (z.every((value) => value === 0)) return likeness;
  const total = best.reduce((sum, { weight }) => sum + weight, 0);
  for (const { position, weight } of best) {
    const alike = scores.map((_, other) => (other === position ? 0 : similarity(other, position)));
    alike[position] = alike.reduce((a, b) => Math.max(a, b), 0);
    alike.forEach((value, other) => {
      likeness[other] = (likeness[other] as number) + (weight / total) * value;
    });
  }
  return likeness;
}
