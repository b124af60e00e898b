import type { RerankerInput } from "secondpass";
import type { Collection } from "../files/open-collection.ts";
import type { FirstStage } from "../first-stage/first-stage.ts";
import type { DerivedStrata } from "../strata/derive-strata.ts";

export const defaultDepth = 100;

/** What is measured, and on what. */
export interface MeasureOptions {
  /** Folder in BEIR layout, or a collection that is already open. */
  collection: string | Collection;
  /**
   * The first stage: a TREC run's file, a run in memory, or how to make one, `{ bm25: {} }` or `{ dense: embeddings }`; several of
   * them are fused by reciprocal rank. Default: `{ bm25: {} }`.
   */
  run?: FirstStage | readonly FirstStage[];
  /** Candidates reranked for each query, from the top of the run, at least 1; the rest keep their order below. Default: 100. */
  depth?: number;
  /** Which judgments: name of a file in `qrels/`. Default: `test`. */
  split?: string;
  /** Only the first so many judged queries, in the order of `queries.jsonl`. Default: all. */
  limitQueries?: number;
  /** Only every n-th query, from the i-th on: `"2/8"`. Shards that share nothing are merged by their checkpoints. Default: all. */
  shard?: string;
  /** What to measure; intervals, strata and warnings are about the first. Default: `defaultMetrics`. */
  metrics?: readonly string[];
  /** How to divide the queries: derived from their text, from a file `query id, tab, stratum`, or as a map. Default: length, question, number. */
  strata?: readonly DerivedStrata[] | string | ReadonlyMap<string, string>;
  /** Seed of the intervals and tests. Default: 1. */
  seed?: number;
  /** Ends the evaluation with the signal's reason. */
  signal?: AbortSignal;
}

/** How the reranker is run. */
export interface RunOptions {
  /** Queries at a time, at least 1. More than one makes `msPerQuery` longer than it is alone. Default: 1. */
  concurrency?: number;
  /** A file of what is done so far: an evaluation that was stopped goes on from there. Refused when it is of another evaluation. */
  checkpoint?: string;
  /** Where to write the reranked run, in TREC form, such that trec_eval ranks it in the same order. */
  writeRun?: string;
  /** Whether the values of every query are in the result. Default: false. */
  perQuery?: boolean;
  /** Whether queries, orders, scores and texts are in the result, for `renderReport`. Default: false. */
  details?: boolean;
  /** Where to write a report, one HTML file. Looked at before anything is reranked: a path that cannot be written is an error at once. */
  report?: string;
  /**
   * Also measures quality and time at these depths, at most 100 queries of those evaluated, evenly spaced, once for each depth;
   * none deeper than `depth`. Default: none, and with `report` 10, 20, 50 and 100 where no receipt tells of a cost.
   */
  depths?: readonly number[];
  /** Called with the number of queries reranked so far and the number to rerank. */
  onProgress?: (done: number, total: number) => void;
}

export interface EvaluateOptions extends MeasureOptions, RunOptions {
  /** A reranker, a spec such as `"local"`, or a configuration. Default: none; then the run itself is measured. */
  reranker?: RerankerInput;
}
