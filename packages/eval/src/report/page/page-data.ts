// What the page's script is given: the shape of the JSON in the file. It has no code, so that both sides may read it.

export interface PageData {
  /** Metric names; the list of queries is about the first. */
  metrics: string[];
  /** The first stage, then the rerankers. */
  columns: PageColumn[];
  /** How many documents of each order are shown, beside those that were judged. */
  top: number;
  /** Each once, whatever the number of queries that show it. */
  documents: PageDocument[];
  queries: PageQuery[];
}

export interface PageColumn {
  name: string;
  /** What its scores mean, in a word. */
  scale: string;
}

export interface PageDocument {
  id: string;
  title?: string;
  text: string;
  /** Characters that were left out at the end. */
  left?: number;
}

export interface PageQuery {
  id: string;
  text: string;
  /** Judged documents that are relevant, shown or not. */
  relevant: number;
  /** For each column the metrics, in their order. */
  values: number[][];
  /** For each column but the first. */
  calls: PageCall[];
  documents: PageEntry[];
  /** Judged documents that are not shown. */
  judgedLeft?: number;
}

export interface PageCall {
  ms: number;
  /** Why the order is not the reranker's, where it is not. */
  reason?: string;
  warnings: string[];
}

export interface PageEntry {
  /** Position in `documents` of the page. */
  document: number;
  /** Absent where nobody judged it. */
  grade?: number;
  /** For each column; null where the document is no candidate. */
  places: (PagePlace | null)[];
}

export interface PagePlace {
  /** 1-based. */
  rank: number;
  score?: number;
  probability?: number;
  passage?: PagePassage;
}

export interface PagePassage {
  score?: number;
  /** Where the passage is in the document's text as it is here. */
  range?: [start: number, end: number];
  /** The passage itself where the text here was cut before its end. */
  text?: string;
}
