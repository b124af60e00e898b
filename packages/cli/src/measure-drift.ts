/** How far scores of a quantised or converted model are from those of the original. */
export interface Drift {
  pairs: number;
  /** Largest and mean absolute difference of the logits. */
  largest: number;
  mean: number;
  /** Standard deviation of the original's logits: what the differences have to be seen against. */
  deviation: number;
  /** Mean over queries of Spearman's rank correlation between the two orders, -1 to 1. */
  rankCorrelation: number;
  /** Mean over queries of the share of the original's top 10 that the other also has on top, 0 to 1. */
  top10Overlap: number;
}

/**
 * Compares two models' logits for the same pairs.
 *
 * @param original one row of logits for each query, at least two documents each
 * @param changed the same of the other model
 */
export function measureDrift(original: readonly (readonly number[])[], changed: readonly (readonly number[])[]): Drift {
  const all = original.flat();
  const others = changed.flat();
  const differences = all.map((logit, i) => Math.abs(logit - (others[i] as number)));
  const center = mean(all);
  return {
    pairs: all.length,
    largest: Math.max(...differences),
    mean: mean(differences),
    deviation: Math.sqrt(mean(all.map((logit) => (logit - center) ** 2))),
    rankCorrelation: mean(original.map((row, i) => spearman(row, changed[i] as readonly number[]))),
    top10Overlap: mean(original.map((row, i) => overlap(topTen(row), topTen(changed[i] as readonly number[])))),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Pearson's correlation of the ranks; equal values share the mean of their ranks. Spearman, 1904. */
function spearman(a: readonly number[], b: readonly number[]): number {
  const [ranksA, ranksB] = [ranks(a), ranks(b)];
  const center = (a.length - 1) / 2;
  const product = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, value, i) => sum + (value - center) * ((y[i] as number) - center), 0);
  const scale = Math.sqrt(product(ranksA, ranksA) * product(ranksB, ranksB));
  // A model that gives every document the same score has no order to agree with.
  return scale === 0 ? 0 : product(ranksA, ranksB) / scale;
}

function ranks(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2);
}

function topTen(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[b] as number) - (values[a] as number));
  return order.slice(0, 10);
}

function overlap(a: readonly number[], b: readonly number[]): number {
  return a.filter((index) => b.includes(index)).length / a.length;
}
