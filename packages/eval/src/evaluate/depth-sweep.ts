import type { MetricValues } from "../metrics/measure-run.ts";
import type { Delta } from "../statistics/compare-values.ts";

/** What reranking so many candidates brings, and how long it takes. */
export interface DepthResult {
  depth: number;
  recallCeiling: number;
  reranked: MetricValues;
  delta: Record<string, Delta>;
  /** Milliseconds of one call; null where it was not timed. */
  msPerQuery: { p50: number; p95: number } | null;
}

/** Quality and time at several depths, beside an evaluation. */
export interface DepthSweep {
  /** Queries that quality is the mean over. */
  queries: number;
  /** Queries that were reranked at every depth for the time; 0 where none was. */
  timedQueries: number;
  depths: DepthResult[];
}
