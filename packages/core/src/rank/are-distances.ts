/**
 * Whether scores of a list, best first, rise down the list: a vector store that reports distances lists the least first. Two documents
 * may do so by chance, so at least three are asked for.
 *
 * @example
 * areDistances([0.1, 0.2, 0.7]); // => true
 * areDistances([0.9, 0.2, 0.7]); // => false
 */
export function areDistances(scores: readonly number[]): boolean {
  const rises = scores.every((score, i) => i === 0 || score >= (scores[i - 1] as number));
  return scores.length > 2 && rises && (scores[0] as number) < (scores.at(-1) as number);
}
