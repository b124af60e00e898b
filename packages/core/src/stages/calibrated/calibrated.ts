import { createHash } from "node:crypto";
import {
  type Calibration,
  type DocumentInput,
  type Ranking,
  RerankError,
  type Reranker,
  type RerankOptions,
  type Warning,
} from "../../contract/index.ts";
import { checkCall, probabilityOf } from "../../rank/index.ts";
import { wrapperOf } from "../wrapper-of.ts";
import { mismatchOf } from "./calibrated-reranker-of.ts";
import { type MinProbability, minScoreOf } from "./min-score-of.ts";
import { checkCalibration } from "./read-calibration.ts";

export interface CalibratedOptions {
  /**
   * Least probability of a result, above 0 and at most 1, or `"target"`: the first threshold of the calibration, as it was chosen for
   * the target. What is below is dropped as `minScore` does it, and never by the scores of another reranker. Default: none.
   */
  minProbability?: MinProbability;
  /**
   * What becomes of a calibration that was made for another model or other options: refused, or applied with a warning in every
   * receipt. To warn is right where the model is the same and only its server's address or the machine has changed. One for scores on
   * another scale is refused all the same. Default: `throw`.
   */
  onMismatch?: "throw" | "warn";
}

/**
 * Gives every result that has a score a `probability`. The order and the scores stay as they are.
 *
 * @throws {RerankError} `calibration_mismatch` for a calibration of another reranker, model or options; `invalid_config` for a reranker
 * without scores, a calibration that is none, a `minProbability` that no score reaches
 *
 * @example
 * import { calibrated, createLexicalReranker } from "secondpass";
 *
 * const counts = { queries: 20, pairs: 400, relevant: 40 };
 * const calibration = {
 *   format: "secondpass-calibration",
 *   version: 1,
 *   createdAt: "2026-11-26T12:00:00.000Z",
 *   reranker: { id: "lexical", scoreScale: "similarity" },
 *   method: "platt",
 *   parameters: { input: "score", slope: 2, intercept: -1 },
 *   data: { collection: "mine", split: "test", depth: 20, relevantFrom: 1, unjudged: "irrelevant", seed: 1, fit: counts, hash: "…" },
 *   holdout: { ...counts, bins: [], expectedCalibrationError: 0.01, brier: 0.05 },
 *   thresholds: [],
 *   warnings: [],
 * }; // as `secondpass calibrate` writes it and `readCalibration` reads it
 * const reranker = calibrated(createLexicalReranker(), calibration, { minProbability: 0.3 });
 * const { results, dropped } = await reranker.rerank("rust", ["iron", "rust"]);
 * results[0].probability > 0.3; // => true
 * dropped; // => [{ index: 0, reason: "minScore" }]
 */
export function calibrated(reranker: Reranker, calibration: Calibration, options: CalibratedOptions = {}): Reranker {
  const { minProbability, onMismatch = "throw" } = options;
  const mapping = checkCalibration(calibration, "the calibration");
  const mismatch = mismatchOf(reranker, mapping);
  const isOtherScale = reranker.scoreScale !== mapping.reranker.scoreScale;
  if (mismatch !== undefined && (onMismatch !== "warn" || isOtherScale)) {
    const advice = "calibrate again with `secondpass calibrate`, for the reranker as it is used here";
    throw new RerankError("calibration_mismatch", `the calibration is not of this reranker: ${mismatch}; ${advice}`);
  }
  const least = minProbability === undefined ? undefined : minScoreOf(mapping, minProbability);
  const always: Warning[] = mismatch === undefined ? [] : [{ code: "calibration_mismatch", message: `calibration: ${mismatch}` }];

  async function rerank<D extends DocumentInput>(
    query: string,
    documents: readonly D[],
    options: RerankOptions = {},
  ): Promise<Ranking<D>> {
    checkCall(query, documents, options);
    // On scores, so that whoever makes them applies it, and a fallback inside knows that it is not for the others.
    const minScore = least === undefined ? options.minScore : Math.max(least, options.minScore ?? least);
    const ranking = await reranker.rerank(query, documents, { ...options, ...(minScore !== undefined && { minScore }) });
    const { receipt } = ranking;
    const warnings = receipt.warnings.map((warning) => explain(warning, minProbability));
    const isForeign = isServedByOther(ranking, reranker);
    if (isForeign) {
      const message = `${receipt.servedBy} ranked, and the calibration is of ${mapping.reranker.id}: its scores get no probability`;
      warnings.push({ code: "not_calibrated", message });
    }
    const results = isForeign
      ? ranking.results
      : ranking.results.map((result) =>
          result.score === undefined ? result : { ...result, probability: probabilityOf(mapping, result.score) },
        );
    return { ...ranking, results, receipt: { ...receipt, warnings: [...always, ...warnings] } };
  }

  const { fingerprint } = reranker;
  // What is remembered of it holds probabilities, and lacks what was dropped.
  const own = createHash("sha256")
    .update(JSON.stringify([mapping.method, mapping.parameters, least]))
    .digest("base64url");
  return wrapperOf(reranker, {
    supports: { ...reranker.supports, probability: true },
    ...(fingerprint !== undefined && { fingerprint: `${fingerprint} calibrated ${own}` }),
    rerank,
    dispose: () => reranker.dispose(),
  });
}

function isServedByOther({ receipt }: Ranking, { id }: Reranker): boolean {
  if (!receipt.reranked) return false;
  // Two of a chain may have one id, as a model with other options has.
  return receipt.servedBy !== id || receipt.warnings.some(({ code }) => code === "served_by_fallback");
}

/** The caller of a wrapper that turns a probability into a score has not asked for that score. */
function explain(warning: Warning, minProbability: MinProbability | undefined): Warning {
  if (warning.code !== "min_score_ignored" || minProbability === undefined) return warning;
  return { ...warning, message: `${warning.message} (it stands for minProbability ${minProbability})` };
}
