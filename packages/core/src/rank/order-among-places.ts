/**
 * The order of the candidates under the scores known so far: those with a score are sorted, best first, among the places
 * that they held together; those without one stay where the first stage put them. With every score known that is a stable
 * sort; with the top `depth` known it sorts the head and keeps the tail; after a deadline it is the best order known.
 *
 * @param indexes candidates in first-stage order
 * @param scores by index, `undefined` where there is none
 *
 * @example
 * import { orderAmongPlaces } from "secondpass/rank";
 *
 * orderAmongPlaces([0, 1, 2, 3], [0.1, undefined, 0.9, 0.1]); // => [2, 1, 0, 3]
 */
export function orderAmongPlaces(indexes: readonly number[], scores: readonly (number | undefined)[]): number[] {
  const places = indexes.flatMap((index, place) => (scores[index] === undefined ? [] : [place]));
  // Array.prototype.sort is stable: equal scores keep first-stage order.
  const sorted = places.map((place) => indexes[place] as number).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const order = [...indexes];
  places.forEach((place, i) => {
    order[place] = sorted[i] as number;
  });
  return order;
}
