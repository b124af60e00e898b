/**
 * What MTEB's reranking tasks report for one sample: average precision as scikit-learn computes it, where documents with equal
 * scores are found together, and the reciprocal rank of the first positive among the first 10, ties in the order given.
 *
 * @param relevant whether each document is a positive
 * @param scores one for each document, higher is better
 *
 * @example
 * import { mtebMetrics } from "@secondpass/eval";
 *
 * mtebMetrics([true, false], [2, 1]); // => { map: 1, mrr: 1 }
 * mtebMetrics([true, false], [1, 1]); // => { map: 0.5, mrr: 1 }
 */
export function mtebMetrics(relevant: readonly boolean[], scores: readonly number[]): { map: number; mrr: number } {
  const order = relevant.map((_, i) => i).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const positives = relevant.filter(Boolean).length;
  let map = 0;
  let found = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && scores[order[end] as number] === scores[order[start] as number]) end++;
    const here = order.slice(start, end).filter((i) => relevant[i]).length;
    found += here;
    map += (here / positives) * (found / end);
    start = end;
  }
  const first = order.slice(0, 10).findIndex((i) => relevant[i]);
  return { map: positives === 0 ? 0 : map, mrr: first < 0 ? 0 : 1 / (first + 1) };
}
