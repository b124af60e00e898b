import type { DocumentInput, Ranking } from "../../contract/index.ts";
import { areDistances, firstStageScoreOf, minMax } from "../../rank/index.ts";
import { isRanking } from "../list-step.ts";

/**
 * How relevant documents are, from 0 to 1, by position: their probabilities, or their scores from the last to the best, or, where some have
 * none or scores are distances, their places.
 */
export function relevanceOf<D extends DocumentInput>(input: Ranking<D> | readonly D[]): number[] {
  const probabilities = isRanking(input) ? input.results.map(({ probability }) => probability) : [];
  if (probabilities.length > 0 && areAllNumbers(probabilities)) return probabilities;
  const scores = isRanking(input) ? input.results.map(({ score }) => score) : input.map(firstStageScoreOf);
  if (areAllNumbers(scores) && !areDistances(scores)) return minMax(scores);
  return minMax(scores.map((_, place) => -place));
}

function areAllNumbers(values: readonly (number | undefined)[]): values is number[] {
  return values.every((value) => value !== undefined);
}
