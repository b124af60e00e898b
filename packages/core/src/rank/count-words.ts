/**
 * How often each word is there, in the order in which they come.
 *
 * @example
 * countWords(["to", "be", "to"]); // => new Map([["to", 2], ["be", 1]])
 */
export function countWords(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
