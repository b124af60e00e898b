import type { Delta } from "../statistics/compare-values.ts";
import type { Evaluation } from "./evaluation.ts";

/** Several rerankers on the same candidates. */
export interface SideBySide {
  evaluations: Evaluation[];
  /** Each later reranker against the first, query by query. */
  against: { first: string; second: string; delta: Record<string, Delta> }[];
}
