import { RerankError } from "secondpass";

/** A stated probability, and what came true. */
export interface Prediction {
  /** 0 to 1. */
  probability: number;
  relevant: boolean;
}

/** Predictions of about the same probability. Well calibrated, `meanProbability` and `shareRelevant` are the same. */
export interface ReliabilityBin {
  /** From `low`, up to but not including `high`; the last bin has its end as well. */
  low: number;
  high: number;
  count: number;
  meanProbability: number;
  shareRelevant: number;
}

export interface Reliability {
  /** Lowest first; a bin that nothing fell into is left out. */
  bins: ReliabilityBin[];
  /** How far the two are apart, weighted by the predictions in each bin, 0 to 1; 0 where there is no prediction. */
  expectedCalibrationError: number;
}

/**
 * Holds stated probabilities against what came true, in bins of equal width, with the expected calibration error: the mean distance
 * of the two, weighted by the number of predictions. Naeini, Cooper & Hauskrecht, Obtaining well calibrated probabilities using
 * Bayesian binning, 2015; Guo et al., On calibration of modern neural networks, 2017.
 *
 * @param bins how many, at least 1. Default: 10
 * @throws {RerankError} `invalid_options` for a probability outside 0 to 1, or a number of bins that is none
 *
 * @example
 * import { reliabilityBins } from "@secondpass/eval";
 *
 * const predictions = [0.8, 0.8, 0.8, 0.8].map((probability, i) => ({ probability, relevant: i < 3 }));
 * const { bins, expectedCalibrationError } = reliabilityBins(predictions, 5);
 * bins; // => [{ low: 0.8, high: 1, count: 4, meanProbability: 0.8, shareRelevant: 0.75 }]
 * expectedCalibrationError.toFixed(2); // => "0.05"
 */
export function reliabilityBins(predictions: readonly Prediction[], bins = 10): Reliability {
  if (!Number.isInteger(bins) || bins < 1) {
    throw new RerankError("invalid_options", `\`bins\` is ${bins}; it must be a whole number of at least 1`);
  }
  const groups = Array.from({ length: bins }, (): Prediction[] => []);
  for (const prediction of predictions) {
    const { probability } = prediction;
    if (!(probability >= 0 && probability <= 1)) {
      throw new RerankError("invalid_options", `a probability is ${probability}; it must be between 0 and 1`);
    }
    groups[Math.min(bins - 1, Math.floor(probability * bins))]?.push(prediction);
  }
  const filled = groups.flatMap((group, i) => (group.length === 0 ? [] : [summarise(group, i / bins, (i + 1) / bins)]));
  const gaps = filled.map(({ count, meanProbability, shareRelevant }) => count * Math.abs(meanProbability - shareRelevant));
  const sum = gaps.reduce((total, gap) => total + gap, 0);
  return { bins: filled, expectedCalibrationError: predictions.length === 0 ? 0 : sum / predictions.length };
}

function summarise(group: readonly Prediction[], low: number, high: number): ReliabilityBin {
  const count = group.length;
  const sum = group.reduce((total, { probability }) => total + probability, 0);
  const relevant = group.filter((prediction) => prediction.relevant).length;
  return { low, high, count, meanProbability: sum / count, shareRelevant: relevant / count };
}
