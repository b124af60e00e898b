import type { DocumentInput, ListwiseReport, Ranking } from "../contract/index.ts";

/**
 * The ranking of some documents of a list as one of the list: every index, in the receipt too, is a position in the list.
 *
 * @param positions where in the list each ranked document stands
 */
export function reindexRanking<D extends DocumentInput>(ranking: Ranking<D>, positions: readonly number[]): Ranking<D> {
  const at = (index: number) => positions[index] as number;
  const { results, dropped, receipt } = ranking;
  const { truncated, listwise } = receipt;
  return {
    results: results.map((result) => ({
      ...result,
      index: at(result.index),
      firstStage: { ...result.firstStage, rank: at(result.index) + 1 },
    })),
    dropped: dropped.map(({ index, duplicateOf, ...why }) => ({
      ...why,
      index: at(index),
      ...(duplicateOf !== undefined && { duplicateOf: at(duplicateOf) }),
    })),
    receipt: {
      ...receipt,
      truncated: truncated.map((cut) => ({ ...cut, index: at(cut.index) })),
      ...(listwise && { listwise: reindexListwise(listwise, positions) }),
    },
  };
}

/** The report of a language model that ranked some documents of a list, by their positions in the list. */
export function reindexListwise(report: ListwiseReport, positions: readonly number[]): ListwiseReport {
  const toPosition = <T extends { index: number }>(item: T): T => ({ ...item, index: positions[item.index] as number });
  return { ...report, seen: report.seen.map(toPosition), suspicious: report.suspicious.map(toPosition) };
}
