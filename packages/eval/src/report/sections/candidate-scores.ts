import type { EvaluationDetails, QueryDetails } from "../../evaluate/evaluation-details.ts";

/** A candidate with what was said of it and whether it is relevant. */
export interface JudgedCandidate {
  score: number | null;
  probability: number | null;
  /** 1-based, before and after. */
  before: number;
  after: number;
  relevant: boolean;
}

export function relevantIds(judged: QueryDetails["judged"]): ReadonlySet<string> {
  return new Set(judged.flatMap(({ id, grade }) => (grade > 0 ? [id] : [])));
}

/** Every candidate that was reranked, of every query. */
export function judgedCandidates({ queries }: EvaluationDetails): JudgedCandidate[] {
  return queries.flatMap(({ firstStage, judged, ranking }) => {
    const relevant = relevantIds(judged);
    const before = new Map(firstStage.map(({ id }, i) => [id, i + 1]));
    return (ranking?.order ?? []).map((id, i) => ({
      score: ranking?.scores[i] ?? null,
      probability: ranking?.probabilities?.[i] ?? null,
      before: before.get(id) as number,
      after: i + 1,
      relevant: relevant.has(id),
    }));
  });
}
