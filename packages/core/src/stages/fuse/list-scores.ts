import { type DocumentInput, RerankError } from "../../contract/index.ts";
import { areDistances, firstStageScoreOf, type ScoreNormalisation } from "../../rank/index.ts";
import type { FusionList } from "./fusion.ts";

/**
 * The scores of a list by key, higher is better.
 *
 * @throws {RerankError} `invalid_document` where one has no finite score; `invalid_options` where they rise as distances do, unsaid
 */
export function listScores<D extends DocumentInput>(
  documents: ReadonlyMap<string, D>,
  { name, lowerIsBetter }: FusionList<D>,
  method: ScoreNormalisation,
): Map<string, number> {
  const scores = [...documents.values()].map((document, place) => {
    const score = firstStageScoreOf(document);
    if (score !== undefined) return score;
    throw new RerankError(
      "invalid_document",
      `the document on rank ${place + 1} of list "${name}" has no finite \`score\`, which the method "${method}" needs; "rrf" does without`,
    );
  });
  if (!lowerIsBetter && areDistances(scores)) {
    throw new RerankError(
      "invalid_options",
      `the scores of list "${name}" rise down the list, as distances do; say lowerIsBetter: true, or use the method "rrf"`,
    );
  }
  return new Map([...documents.keys()].map((key, i) => [key, (lowerIsBetter ? -1 : 1) * (scores[i] as number)]));
}
