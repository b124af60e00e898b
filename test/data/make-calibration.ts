import type { Calibration, CalibrationRecord, Reranker, ScoreMapping } from "secondpass";
import { calibratedRerankerOf } from "secondpass/adapter";

/** The sigmoid itself: score 0 is even odds. */
export const evenOdds: ScoreMapping = { method: "platt", parameters: { input: "score", slope: 1, intercept: 0 } };

const counts = { queries: 20, pairs: 400, relevant: 40 };
const estimate = { value: 0.9, ci95: [0.8, 1] as const };

/** A calibration of a reranker as `calibrate` would make it, with a mapping and figures that were made up. */
export function makeCalibration(
  reranker: Reranker,
  mapping: ScoreMapping = evenOdds,
  changes: Partial<CalibrationRecord> = {},
): Calibration {
  return {
    format: "secondpass-calibration",
    version: 1,
    createdAt: "2026-11-26T12:00:00.000Z",
    reranker: calibratedRerankerOf(reranker),
    data: { collection: "c", split: "test", depth: 20, relevantFrom: 1, unjudged: "irrelevant", seed: 1, fit: counts, hash: "h" },
    holdout: {
      ...counts,
      bins: [{ low: 0, high: 0.1, count: 400, meanProbability: 0.1, shareRelevant: 0.1 }],
      expectedCalibrationError: 0,
      brier: 0.09,
    },
    thresholds: [
      {
        target: { measure: "precision", value: 0.9 },
        score: 2,
        scoreCi95: [1, null],
        probability: 0.88,
        achieved: { precision: estimate, recall: estimate, kept: 9, queriesWithout: 2 },
      },
    ],
    warnings: [],
    ...mapping,
    ...changes,
  };
}
