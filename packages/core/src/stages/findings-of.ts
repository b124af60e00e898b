import type { RankedDocument, Ranking } from "../contract/index.ts";

/** What a ranking says of its documents, by their index in the input: as `Findings`, to be changed. */
export interface DocumentFindings {
  scores: (number | undefined)[];
  blended: RankedDocument["blended"][];
  feedback: RankedDocument["feedback"][];
  bestPassages: RankedDocument["bestPassage"][];
}

/**
 * What a ranking says of its documents; nothing of no ranking.
 *
 * @param head where the ranking is one of a part of the input: its indexes there
 */
export function findingsOf(ranking: Ranking | undefined, head?: readonly number[]): DocumentFindings {
  const findings: DocumentFindings = { scores: [], blended: [], feedback: [], bestPassages: [] };
  for (const result of ranking?.results ?? []) {
    const index = head ? (head[result.index] as number) : result.index;
    findings.scores[index] = result.score;
    findings.blended[index] = result.blended;
    findings.feedback[index] = result.feedback;
    findings.bestPassages[index] = result.bestPassage;
  }
  return findings;
}
