/**
 * One order out of several of the same items, by Borda count: an item's places added up, least first; where two are equal,
 * an order of one's own decides, or the first. What a model prefers only for where it stood averages out.
 * Tang et al., Found in the Middle: Permutation Self-Consistency, 2024, with Borda in place of Kemeny.
 *
 * @param orders permutations of the same items, at least one
 * @param ties the same items in the order that decides between equals
 *
 * @example
 * import { aggregateOrders } from "secondpass/rank";
 *
 * aggregateOrders([[3, 1, 2], [1, 3, 2], [1, 2, 3]]); // => [1, 3, 2]
 * aggregateOrders([[3, 1], [1, 3]]); // => [3, 1]
 * aggregateOrders([[3, 1], [1, 3]], [1, 3]); // => [1, 3]
 */
export function aggregateOrders(orders: readonly (readonly number[])[], ties: readonly number[] = orders[0] ?? []): number[] {
  const places = new Map<number, number>();
  for (const order of orders) order.forEach((item, place) => void places.set(item, (places.get(item) ?? 0) + place));
  // A stable sort: equals stay as they are here.
  return [...ties].sort((a, b) => (places.get(a) as number) - (places.get(b) as number));
}
