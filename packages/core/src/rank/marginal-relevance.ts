/**
 * Maximal marginal relevance: again and again the position with the greatest `lambda x relevance - (1 - lambda) x similarity` to the most
 * similar of those already taken; ties go to the earlier position.
 * Carbonell & Goldstein, The Use of MMR, Diversity-Based Reranking for Reordering Documents and Producing Summaries, SIGIR 1998.
 *
 * @param relevance of each position, on the scale of `similarity`
 * @param similarity of two positions, of 1 where they are alike; asked for `positions x taken` pairs
 * @param lambda 0 (only different from each other) to 1 (only relevant)
 * @param count positions wanted. Default: all
 * @returns positions in the order in which they were taken
 *
 * @example
 * import { marginalRelevance } from "secondpass/rank";
 *
 * const alike = (a, b) => (a + b === 1 ? 1 : 0); // the first two are copies
 * marginalRelevance([1, 0.9, 0.5], alike, 0.5); // => [0, 2, 1]
 */
export function marginalRelevance(
  relevance: readonly number[],
  similarity: (a: number, b: number) => number,
  lambda: number,
  count: number = relevance.length,
): number[] {
  const nearest = relevance.map(() => 0);
  const left = new Set(relevance.keys());
  const taken: number[] = [];
  const worth = (position: number) => lambda * (relevance[position] as number) - (1 - lambda) * (nearest[position] as number);
  while (taken.length < count && left.size > 0) {
    const best = [...left].reduce((best, position) => (worth(position) > worth(best) ? position : best));
    left.delete(best);
    taken.push(best);
    for (const position of left) {
      const alike = similarity(position, best);
      if (taken.length === 1 || alike > (nearest[position] as number)) nearest[position] = alike;
    }
  }
  return taken;
}
