import type { RerankerInput } from "secondpass";
import type { Collection } from "../files/open-collection.ts";
import type { Qrels, Run } from "../files/run.ts";
import type { ClickModelName } from "./click-models.ts";

/** One of the two: a run or its file, or a reranker over the first stage's candidates. */
export type AbSystem = string | Run | { reranker: RerankerInput; depth?: number };

export interface AbTestOptions {
  /** What is there already. */
  a: AbSystem;
  /** What may be better. */
  b: AbSystem;
  /** Judgments, or their file. Default: those of the collection. */
  qrels?: string | Qrels;
  /** Folder in BEIR layout, or a collection that is open; needed without `qrels`, and where a system reranks. */
  collection?: string | Collection;
  /** Which judgments of the collection. Default: `test`. */
  split?: string;
  /** First stage whose candidates are reranked. Default: BM25, made here. */
  run?: string | readonly string[] | Run;
  /** What to measure; the first decides. Default: `defaultMetrics`. */
  metrics?: readonly string[];
  /** The smallest difference that matters to you, in the metric's unit. Default: 0.02. */
  minimumEffect?: number;
  /** How likely such a difference shall be noticed. Default: 0.8. */
  power?: number;
  /** How often one that is not there may be. Default: 0.05. */
  alpha?: number;
  /**
   * Only queries that were kept back from tuning: a share as for `splitQueries`, with `salt`, or their ids. Default: all judged queries,
   * which is right only where none of them was tuned on.
   */
  holdout?: number | Iterable<string>;
  salt?: string;
  /** Whether the values of every query are in the result. Default: false. */
  perQuery?: boolean;
  /** How the simulated users of the interleaving click; `false` for no simulation. Default: `navigational`. */
  clicks?: ClickModelName | false;
  /** Seed of intervals, tests and the simulation. Default: 1. */
  seed?: number;
  /** Called with the queries reranked so far and the number to rerank, of both systems. */
  onProgress?: (done: number, total: number) => void;
  /** Ends the test with the signal's reason. */
  signal?: AbortSignal;
}
