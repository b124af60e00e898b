import { type Calibration, RerankError } from "../../contract/index.ts";
import { leastScoreFor } from "../../rank/index.ts";

/** A probability, or the calibration's own first threshold. */
export type MinProbability = number | "target";

/**
 * The least raw score that has the probability.
 *
 * @throws {RerankError} `invalid_config` where none has, or the calibration has no threshold
 */
export function minScoreOf(calibration: Calibration, minProbability: MinProbability): number {
  if (minProbability === "target") {
    const [threshold] = calibration.thresholds;
    if (threshold) return threshold.score;
    const advice = "calibrate with --target, or give a probability";
    throw new RerankError("invalid_config", `minProbability is "target", and the calibration was made without one: ${advice}`);
  }
  if (!(typeof minProbability === "number" && minProbability > 0 && minProbability <= 1)) {
    const given = JSON.stringify(minProbability);
    throw new RerankError("invalid_config", `minProbability must be a number above 0 and at most 1, or "target", got ${given}`);
  }
  const least = leastScoreFor(calibration, minProbability);
  if (least === undefined) {
    const most = calibration.method === "isotonic" ? `: the highest is ${calibration.parameters.probabilities.at(-1)}` : "";
    throw new RerankError("invalid_config", `minProbability ${minProbability} is reached by no score of this calibration${most}`);
  }
  // Finite, as a score has to be; a document without a score does not reach it all the same.
  return Math.max(least, -Number.MAX_VALUE);
}
