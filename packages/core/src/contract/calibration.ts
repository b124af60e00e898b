import type { Receipt } from "./receipt.ts";
import type { ScoreScale } from "./reranker.ts";

/**
 * What turns a reranker's scores into probabilities of relevance, and how far that is to be trusted. Plain data, a small JSON file:
 * fitted on judged queries, checked on others, applied to the reranker that it was made for and to no other.
 */
export type Calibration = CalibrationRecord & ScoreMapping;

/** From score to probability, without what is known of it. Never falls as the score rises. */
export type ScoreMapping = PlattMapping | IsotonicMapping;

/** `1 / (1 + exp(-(slope · x + intercept)))`. Platt, Probabilistic outputs for support vector machines, 1999. */
export interface PlattMapping {
  method: "platt";
  parameters: {
    /** What x is: the score, or for scores between 0 and 1 their log-odds, `ln(score / (1 - score))`. */
    input: "score" | "logOdds";
    /** Above 0. */
    slope: number;
    intercept: number;
  };
}

/** A rising line through points, flat before the first and after the last. Zadrozny & Elkan, 2002. */
export interface IsotonicMapping {
  method: "isotonic";
  parameters: {
    /** Rising. */
    scores: readonly number[];
    /** Of the same length, never falling. */
    probabilities: readonly number[];
  };
}

/** All but the mapping itself. */
export interface CalibrationRecord {
  format: "secondpass-calibration";
  version: 1;
  /** When it was made, in ISO 8601. */
  createdAt: string;
  reranker: CalibratedReranker;
  /** What it was fitted on. */
  data: CalibrationData;
  /** How well it does on queries that it was not fitted on. */
  holdout: CalibrationHoldout;
  /** In the order in which they were asked for. */
  thresholds: readonly CalibratedThreshold[];
  /** What has to be known to trust the figures. */
  warnings: readonly { code: CalibrationWarningCode; message: string }[];
}

/** The reranker whose scores were calibrated. */
export interface CalibratedReranker {
  /** As `Reranker.id`. */
  id: string;
  scoreScale: ScoreScale;
  /** SHA-256 of `Reranker.fingerprint`: the content of the model's files and all options that scores depend on. */
  fingerprint?: string;
  /** Most tokens of a pair, where they are known. */
  maxTokens?: number;
  /** As in the receipt, where scores were blended with the first stage. */
  blend?: Receipt["blend"];
  /** As in the receipt, where likeness to the best counts. */
  feedback?: Receipt["feedback"];
  /** As in the receipt, where the model is from the Hub. */
  model?: Receipt["model"];
}

export interface CalibrationData {
  collection: string;
  split: string;
  /** Candidates of each query that were scored. */
  depth: number;
  /** Least grade that counts as relevant. */
  relevantFrom: number;
  /** Whether candidates that nobody judged count as not relevant or not at all. */
  unjudged: "irrelevant" | "leaveOut";
  /** Of the division into halves and of the intervals. */
  seed: number;
  /** The half that was fitted on. */
  fit: PairCounts;
  /** SHA-256 of queries, candidates with their texts, and what counts as relevant. */
  hash: string;
}

/** How many queries, pairs of a query and a document, and of those relevant ones. */
export interface PairCounts {
  queries: number;
  pairs: number;
  relevant: number;
}

export interface CalibrationHoldout extends PairCounts {
  /** Pairs of about the same probability, the lowest first. Well calibrated, `meanProbability` and `shareRelevant` are the same. */
  bins: readonly { low: number; high: number; count: number; meanProbability: number; shareRelevant: number }[];
  /** Mean distance of the two, over the bins by their counts. Guo et al., On calibration of modern neural networks, 2017. */
  expectedCalibrationError: number;
  /** Mean squared distance of probability and truth. Brier, Verification of forecasts expressed in terms of probability, 1950. */
  brier: number;
}

/** What is asked of the documents that are kept. */
export interface CalibrationTarget {
  /**
   * `precision`: of all documents kept, the share of relevant ones. `recall`: of all relevant candidates, the share that is kept.
   * Both over all queries together.
   */
  measure: "precision" | "recall";
  /** Above 0, at most 1. */
  value: number;
}

/** The score from which documents are kept, chosen on one half of the queries and checked on the other. */
export interface CalibratedThreshold {
  target: CalibrationTarget;
  /** Least raw score that is kept. */
  score: number;
  /** 95 % interval of `score`; an end that is null is out of reach of the target. */
  scoreCi95: readonly [low: number, high: number | null];
  /** Calibrated probability at `score`. */
  probability: number;
  /** What it does on the held-out queries. */
  achieved: {
    /** null where nothing is kept. */
    precision: HoldoutEstimate | null;
    recall: HoldoutEstimate;
    /** Documents kept. */
    kept: number;
    /** Queries that are left with none. */
    queriesWithout: number;
  };
}

export interface HoldoutEstimate {
  value: number;
  /** 95 % interval by a bootstrap over queries. */
  ci95: readonly [low: number, high: number];
}

/**
 * - `data` something is odd about collection and run; see the warnings of an evaluation.
 * - `few_queries` too few held-out queries for an interval that says much.
 * - `target_missed` the interval on the held-out queries is below the target.
 * - `depends_on_candidates` a score depends on the other candidates, as where it is blended: so does the threshold.
 * - `unscored` candidates without a score; they were left out.
 * - `not_reranked` queries that another reranker or none answered; they were left out.
 * - `no_fingerprint` the reranker cannot say what its scores depend on, so a change of its model will go unnoticed.
 */
export type CalibrationWarningCode =
  | "data"
  | "few_queries"
  | "target_missed"
  | "depends_on_candidates"
  | "unscored"
  | "not_reranked"
  | "no_fingerprint";
