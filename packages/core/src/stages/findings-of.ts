import type { RankedDocument, Ranking } from "../contract/index.ts";
import type { Findings } from "../rank/index.ts";

/** What a ranking says of its documents, by their index in the input. */
export function findingsOf(ranking: Ranking): Pick<Findings, "scores" | "blended" | "feedback" | "bestPassages"> {
  const scores: (number | undefined)[] = [];
  const blended: RankedDocument["blended"][] = [];
  const feedback: RankedDocument["feedback"][] = [];
  const bestPassages: RankedDocument["bestPassage"][] = [];
  for (const result of ranking.results) {
    scores[result.index] = result.score;
    blended[result.index] = result.blended;
    feedback[result.index] = result.feedback;
    bestPassages[result.index] = result.bestPassage;
  }
  return { scores, blended, feedback, bestPassages };
}
