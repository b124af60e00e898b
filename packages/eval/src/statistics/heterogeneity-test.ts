import { seededRandom, shuffled } from "secondpass/adapter";
import { mean } from "simple-statistics";

const shuffles = 2000;

/**
 * How often groups made by chance would differ in their means as much as these do: the labels are shuffled among the values, 2,000
 * times, and the spread between the groups is compared. A small value says that the groups are different.
 *
 * @param labels the group of each value
 */
export function heterogeneityTest(values: readonly number[], labels: readonly string[], seed = 1): number {
  const random = seededRandom(seed);
  const observed = spreadBetween(values, labels) * (1 - 1e-12);
  let asFar = 1;
  for (let i = 0; i < shuffles; i++) {
    if (spreadBetween(values, shuffled(labels, random)) >= observed) asFar++;
  }
  return asFar / (shuffles + 1);
}

/** Sum of squares between the groups. */
function spreadBetween(values: readonly number[], labels: readonly string[]): number {
  const groups = new Map<string, { sum: number; count: number }>();
  for (const [i, value] of values.entries()) {
    const group = groups.get(labels[i] as string) ?? { sum: 0, count: 0 };
    groups.set(labels[i] as string, { sum: group.sum + value, count: group.count + 1 });
  }
  const all = mean([...values]);
  return [...groups.values()].reduce((spread, { sum, count }) => spread + count * (sum / count - all) ** 2, 0);
}
