import { createHash } from "node:crypto";
import { type CalibratedReranker, type Calibration, RerankError, type Reranker } from "../../contract/index.ts";

/**
 * What a calibration says of the reranker that it is made for. The fingerprint is hashed: it may hold addresses, and the file is
 * shared.
 *
 * @throws {RerankError} `invalid_config` for a reranker that has an order and no scores
 */
export function calibratedRerankerOf({ id, scoreScale, supports, fingerprint }: Reranker): CalibratedReranker {
  if (scoreScale === "rank") {
    throw new RerankError(
      "invalid_config",
      `${id} gives an order and no scores (scoreScale is "rank"), so there is nothing to calibrate; take a reranker that scores`,
    );
  }
  return {
    id,
    scoreScale,
    ...(fingerprint !== undefined && { fingerprint: createHash("sha256").update(fingerprint).digest("base64url") }),
    ...(supports.maxTokens !== undefined && { maxTokens: supports.maxTokens }),
  };
}

/** Why a calibration is of no use for a reranker, or nothing where it is. */
export function mismatchOf(reranker: Reranker, { reranker: made }: Calibration): string | undefined {
  const own = calibratedRerankerOf(reranker);
  if (own.scoreScale !== made.scoreScale) {
    return `it was made for scores on the scale ${made.scoreScale}, and those of ${own.id} are on ${own.scoreScale}`;
  }
  if (own.id !== made.id) return `it was made for ${made.id}, and this is ${own.id}`;
  // A reranker that cannot say what its scores depend on has nothing to be held to.
  if (own.fingerprint === undefined || made.fingerprint === undefined || own.fingerprint === made.fingerprint) return undefined;
  const known = Object.entries({
    maxTokens: made.maxTokens,
    blend: made.blend?.weight ?? 0,
    feedback: made.feedback?.weight,
    revision: made.model?.revision,
  });
  const then = known.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`])).join(", ");
  return `it was made for ${made.id} with other model files or options (with ${then})`;
}
