/**
 * One order out of several of the same items, by Borda count: an item's places added up, least first; where two are equal, the
 * first order decides. What a model prefers only for where it stood averages out.
 * Tang et al., Found in the Middle: Permutation Self-Consistency, 2024, with Borda in place of Kemeny.
 *
 * @param orders permutations of the same items, at least one
 *
 * @example
 * import { aggregateOrders } from "secondpass/rank";
 *
 * aggregateOrders([[3, 1, 2], [1, 3, 2], [1, 2, 3]]); // => [1, 3, 2]
 */
export function aggregateOrders(orders: readonly (readonly number[])[]): number[] {
  const places = new Map<number, number>();
  for (const order of orders) order.forEach((item, place) => void places.set(item, (places.get(item) ?? 0) + place));
  // A stable sort: ties stay as in the first order.
  return [...(orders[0] ?? [])].sort((a, b) => (places.get(a) as number) - (places.get(b) as number));
}
