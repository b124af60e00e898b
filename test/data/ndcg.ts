/**
 * nDCG@10 with linear gain and log2 discount, as trec_eval reports it; 0 where nothing relevant was retrieved.
 * Järvelin & Kekäläinen, Cumulated gain-based evaluation of IR techniques, 2002.
 *
 * @param order document ids, best first
 * @param grades grade by document id, at least one above 0
 */
export function ndcgAt10(order: readonly string[], grades: ReadonlyMap<string, number>): number {
  const gains = order.map((id) => Math.max(0, grades.get(id) ?? 0));
  const ideal = [...grades.values()].filter((grade) => grade > 0).sort((a, b) => b - a);
  return discounted(gains) / discounted(ideal);
}

function discounted(gains: readonly number[]): number {
  return gains.slice(0, 10).reduce((sum, gain, position) => sum + gain / Math.log2(position + 2), 0);
}
