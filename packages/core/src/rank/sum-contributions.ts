/**
 * What several lists say for each key, weighted and added up, best first. Ties go to the earlier list, and in it to the earlier place.
 * Addends are added by size: rounding must not tell documents apart that stood on the same ranks of different lists.
 *
 * @param lists by key, what the list says for it; a key that a list does not have gets nothing from it
 * @param weights one for each list
 *
 * @example
 * [...sumContributions([new Map([["a", 1], ["b", 2]]), new Map([["b", 3]])], [1, 0.5])]; // => [["b", 3.5], ["a", 1]]
 */
export function sumContributions<Key>(lists: readonly ReadonlyMap<Key, number>[], weights: readonly number[]): Map<Key, number> {
  const addends = new Map<Key, number[]>();
  lists.forEach((list, i) => {
    for (const [key, value] of list) {
      const weighted = (weights[i] as number) * value;
      const known = addends.get(key);
      if (known) known.push(weighted);
      else addends.set(key, [weighted]);
    }
  });
  const sums = [...addends].map(([key, values]) => [key, values.sort((a, b) => a - b).reduce((a, b) => a + b)] as const);
  return new Map(sums.sort(([, a], [, b]) => b - a));
}
