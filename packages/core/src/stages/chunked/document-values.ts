import { type Aggregate, aggregateScores } from "./aggregate-scores.ts";
import type { SentPassage } from "./sent-passage.ts";

/** What the passages of a document amount to. */
export interface DocumentValue {
  value: number;
  /** Position among what was sent of the passage with the highest value, the earliest of equals. */
  best: number;
}

/**
 * One value for each document out of those of its passages.
 *
 * @param values by position among what was sent, the higher the better; `undefined` for what was not read
 * @returns by index of the document, nothing for one of which nothing was read
 */
export function documentValues(
  sent: readonly SentPassage[],
  values: readonly (number | undefined)[],
  aggregate: Aggregate,
): (DocumentValue | undefined)[] {
  const known = new Map<number, number[]>();
  sent.forEach(({ index }, position) => {
    if (values[position] === undefined) return;
    const group = known.get(index);
    if (group) group.push(position);
    else known.set(index, [position]);
  });
  const found: (DocumentValue | undefined)[] = [];
  for (const [index, positions] of known) {
    const own = positions.map((position) => values[position] as number);
    found[index] = {
      value: aggregateScores(own, aggregate),
      best: positions[own.indexOf(aggregateScores(own, "max"))] as number,
    };
  }
  return found;
}

/**
 * The order of documents in that of their passages: the earlier a passage stands the higher is its value.
 *
 * @param indexes of the documents, in first-stage order
 * @param order positions among what was sent, best first
 */
export function documentOrder(
  indexes: readonly number[],
  sent: readonly SentPassage[],
  order: readonly number[],
  aggregate: Aggregate,
): number[] {
  const places: number[] = [];
  order.forEach((position, place) => {
    places[position] = -place;
  });
  const values = documentValues(sent, places, aggregate);
  // Whatever is not in the order comes last. A stable sort.
  const placeOf = (index: number) => values[index]?.value ?? Number.MIN_SAFE_INTEGER;
  return [...indexes].sort((a, b) => placeOf(b) - placeOf(a));
}
