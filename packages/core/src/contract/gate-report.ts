/** Whether what was found answers the query: surely, perhaps, or surely not. */
export type Verdict = "correct" | "ambiguous" | "incorrect";

/** Probabilities of relevance, 0 to 1. */
export interface GateThresholds {
  /** From here on one document is enough to trust what was found. */
  correct: number;
  /** Below this, nothing that was found is of use. At most `correct`. */
  incorrect: number;
}

/** What a gate made of a ranking. */
export interface GateReport {
  verdict: Verdict;
  /** The best document's probability; 0 where there is none. */
  confidence: number;
  reason: string;
  thresholds: GateThresholds;
}
