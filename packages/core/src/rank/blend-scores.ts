import { moments, zScores } from "./normalise.ts";

/**
 * Mixes a model's scores with the first stage's: `(1 - weight) z(model) + weight z(firstStage)`, written on the model's own
 * scale. That is the same order as mixing z-scores, and the scores stay what they were: logits remain logits. A model that
 * gives every document the same score has no scale to write on: all stay equal, and the first-stage order stays.
 *
 * @param weight of the first stage, 0 (model alone) to 1 (first stage alone)
 *
 * @example
 * import { blendScores } from "secondpass/rank";
 *
 * blendScores([0, 4], [10, 0], 0.25); // => [1, 3]
 */
export function blendScores(model: readonly number[], firstStage: readonly number[], weight: number): number[] {
  const { mean, deviation } = moments(model);
  const firstStageZ = zScores(firstStage);
  return model.map((score, i) => (1 - weight) * score + weight * (mean + deviation * (firstStageZ[i] as number)));
}
