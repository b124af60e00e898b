import { RerankError } from "../contract/index.ts";

/**
 * Refuses scores that cannot order documents. NaN sorts anywhere and infinity hides ties, so both are errors.
 *
 * @param positions positions in the caller's documents that the scores belong to
 * @throws {RerankError} `invalid_scores`
 */
export function checkScores(scores: readonly number[], positions: readonly number[], scorer: string): void {
  if (scores.length !== positions.length) {
    throw new RerankError("invalid_scores", `${scorer} returned ${scores.length} scores for ${positions.length} documents`, {
      provider: scorer,
    });
  }
  const bad = scores.findIndex((score) => typeof score !== "number" || !Number.isFinite(score));
  if (bad >= 0) {
    throw new RerankError(
      "invalid_scores",
      `${scorer} returned the score ${scores[bad]} for documents[${positions[bad]}]; scores must be finite numbers`,
      { provider: scorer },
    );
  }
}
