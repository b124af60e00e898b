import type { Receipt, Usage } from "secondpass";

/** What a reranker made of one query's candidates. Plain data, a line of a checkpoint; older ones lack what may be missing. */
export interface RerankedQuery {
  /** Document ids, best first: the candidates down to the depth, all of them. */
  order: string[];
  /** Scores in that order; null where a document was not scored. */
  scores: (number | null)[];
  /** Calibrated probabilities in that order, where any document has one. */
  probabilities?: (number | null)[];
  /** In that order, the passages that earned the scores, where any document has one. */
  passages?: (BestPassage | null)[];
  ms: number;
  usage: Partial<Usage>;
  /** Whether nothing in the receipt tells of a cost, so that calling again for the sake of a measurement is free. */
  free?: boolean;
  /** Why the order is not the reranker's, where it is not. */
  reason?: string;
  /** Whether it was not reranked on purpose, as by `whenUncertain` or a budget that is too small. */
  skipped?: boolean;
  /** Warnings of the receipt, by code. */
  warnings: string[];
  /** As in the receipt, where they are there. */
  blend?: Receipt["blend"];
  feedback?: Receipt["feedback"];
  model?: Receipt["model"];
}

/** Where in a document's text its best passage is, in UTF-16 units, and the passage's score. */
export interface BestPassage {
  start: number;
  end: number;
  /** Absent where the reranker gives no scores. */
  score?: number;
}
