/**
 * An order pulled towards an earlier one: places in both are added, the earlier one's with a weight. Two rankers rarely make
 * the same mistake.
 *
 * @param order the new order
 * @param prior the same items as they stood before
 * @param weight of the earlier order, 0 (the new one alone) to 1 (the earlier one alone)
 *
 * @example
 * import { fusePrior } from "secondpass/rank";
 *
 * fusePrior([3, 1, 2], [1, 2, 3], 0); // => [3, 1, 2]
 * fusePrior([3, 1, 2], [1, 2, 3], 0.5); // => [1, 3, 2]
 */
export function fusePrior(order: readonly number[], prior: readonly number[], weight: number): number[] {
  if (weight === 0) return [...order];
  const priorPlace = new Map(prior.map((item, place) => [item, place]));
  const value = new Map(order.map((item, place) => [item, (1 - weight) * place + weight * (priorPlace.get(item) as number)]));
  return [...order].sort((a, b) => (value.get(a) as number) - (value.get(b) as number));
}
