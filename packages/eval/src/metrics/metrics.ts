/**
 * What a metric is computed from: grades in the order of the ranking, best first, and those of all judged documents.
 * `undefined` is a document that nobody judged; a grade below 0 counts as that, too.
 */
export interface JudgedRanking {
  ranked: readonly (number | undefined)[];
  judged: readonly number[];
}

/** A metric of one query; `depth` is its `@k`. Every one is 0 where nothing is relevant, as in trec_eval, but `judged`. */
export type QueryMetric = (ranking: JudgedRanking, depth: number) => number;

/**
 * Normalised discounted cumulative gain (Järvelin & Kekäläinen, Cumulated gain-based evaluation of IR techniques, 2002) as
 * trec_eval's `ndcg_cut`: the gain is the grade itself, the discount log2(rank + 1), and the ideal takes all judged documents.
 */
export const ndcg: QueryMetric = ({ ranked, judged }, depth) => {
  const ideal = judged.filter((grade) => grade > 0).sort((a, b) => b - a);
  return ideal.length === 0 ? 0 : discountedGain(ranked, depth) / discountedGain(ideal, depth);
};

function discountedGain(grades: readonly (number | undefined)[], depth: number): number {
  return grades.slice(0, depth).reduce<number>((sum, grade = 0, i) => sum + Math.max(0, grade) / Math.log2(i + 2), 0);
}

/**
 * 1 / rank of the first relevant document, 0 where it is not among the first `depth`: trec_eval's `recip_rank`, with `-M depth`.
 * Voorhees, The TREC-8 question answering track report, 1999.
 */
export const reciprocalRank: QueryMetric = ({ ranked }, depth) => {
  const first = ranked.slice(0, depth).findIndex(isRelevant);
  return first < 0 ? 0 : 1 / (first + 1);
};

/**
 * Mean of the precisions at the rank of each relevant document; one that was not retrieved counts as 0. trec_eval's `map`, and
 * with a depth its `map_cut`. Buckley & Voorhees, Retrieval system evaluation, 2005.
 */
export const averagePrecision: QueryMetric = ({ ranked, judged }, depth) => {
  let found = 0;
  let sum = 0;
  for (const [i, grade] of ranked.slice(0, depth).entries()) {
    if (isRelevant(grade)) sum += ++found / (i + 1);
  }
  return found === 0 ? 0 : sum / judged.filter(isRelevant).length;
};

/** Share of the relevant documents that are among the first `depth`: trec_eval's `recall`. */
export const recall: QueryMetric = ({ ranked, judged }, depth) => {
  const found = countRelevant(ranked, depth);
  return found === 0 ? 0 : found / judged.filter(isRelevant).length;
};

/** Share of relevant documents in the first `depth` places, empty places counting as not relevant: trec_eval's `P`. */
export const precision: QueryMetric = ({ ranked }, depth) => countRelevant(ranked, depth) / depth;

/** 1 where a relevant document is among the first `depth`, else 0: trec_eval's `success`. */
export const hitRate: QueryMetric = ({ ranked }, depth) => (countRelevant(ranked, depth) > 0 ? 1 : 0);

/**
 * 1 less the share of unjudged documents in the first `depth` places, empty places not counting as unjudged: 1 - `unj` of
 * trec_eval 10. Where it is low, the other metrics say more about the judgments than about the ranking.
 */
export const judgedShare: QueryMetric = ({ ranked }, depth) =>
  1 - ranked.slice(0, depth).filter((grade) => grade === undefined || grade < 0).length / depth;

function isRelevant(grade: number | undefined): boolean {
  return grade !== undefined && grade > 0;
}

function countRelevant(ranked: readonly (number | undefined)[], depth: number): number {
  return ranked.slice(0, depth).filter(isRelevant).length;
}
