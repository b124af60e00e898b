import type { Usage } from "secondpass";

/** What a reranker made of one query's candidates. Plain data, a line of a checkpoint. */
export interface RerankedQuery {
  /** Document ids, best first: the candidates down to the depth, all of them. */
  order: string[];
  /** Scores in that order; null where a document was not scored. */
  scores: (number | null)[];
  ms: number;
  usage: Partial<Usage>;
  /** Why the order is not the reranker's, where it is not. */
  reason?: string;
  /** Whether it was not reranked on purpose, as by `whenUncertain` or a budget that is too small. */
  skipped?: boolean;
  /** Warnings of the receipt, by code. */
  warnings: string[];
}
