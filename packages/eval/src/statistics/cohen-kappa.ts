/** How much worse a larger disagreement is: not at all, in proportion, or with its square. */
export type KappaWeights = "none" | "linear" | "quadratic";

const weightOf: Readonly<Record<KappaWeights, (distance: number) => number>> = {
  none: (distance) => (distance === 0 ? 0 : 1),
  linear: (distance) => distance,
  quadratic: (distance) => distance ** 2,
};

/**
 * Agreement of two raters beyond chance: 1 is complete, 0 what chance alone would bring, below 0 less than that. Cohen, A coefficient
 * of agreement for nominal scales, 1960; weighted: Cohen, Weighted kappa, 1968.
 *
 * @param confusion how often the first rater gave the row's grade and the second the column's; as many rows as columns
 * @param weights Default: `none`, for which all disagreements are equal
 * @returns NaN where chance leaves no room for disagreement: both gave one and the same grade throughout
 *
 * @example
 * import { cohenKappa } from "@secondpass/eval";
 *
 * cohenKappa([[20, 5], [10, 15]]); // => 0.4
 */
export function cohenKappa(confusion: readonly ArrayLike<number>[], weights: KappaWeights = "none"): number {
  const size = confusion.length;
  const weight = weightOf[weights];
  const rows = new Float64Array(size);
  const columns = new Float64Array(size);
  let total = 0;
  let observed = 0;
  for (const [i, row] of confusion.entries()) {
    for (let j = 0; j < size; j++) {
      const count = row[j] as number;
      rows[i] = (rows[i] as number) + count;
      columns[j] = (columns[j] as number) + count;
      total += count;
      observed += weight(Math.abs(i - j)) * count;
    }
  }
  let expected = 0;
  for (const [i, row] of rows.entries()) {
    for (const [j, column] of columns.entries()) expected += (weight(Math.abs(i - j)) * row * column) / total;
  }
  return expected === 0 ? Number.NaN : 1 - observed / expected;
}
