/**
 * An order in which equal texts stand as the first stage had them, among the places that they hold together. Who ranks by
 * looking has no reason to part them, and shuffled repeats would part them by chance.
 *
 * @param order positions in `texts`
 *
 * @example
 * keepEqualTexts([2, 1, 0], ["same", "other", "same"]); // => [0, 1, 2]
 */
export function keepEqualTexts(order: readonly number[], texts: readonly string[]): number[] {
  const waiting = new Map<string, number[]>();
  for (const [position, text] of texts.entries()) {
    const equal = waiting.get(text);
    if (equal) equal.push(position);
    else waiting.set(text, [position]);
  }
  if (waiting.size === texts.length) return [...order];
  return order.map((position) => waiting.get(texts[position] as string)?.shift() as number);
}
