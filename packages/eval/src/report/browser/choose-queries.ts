import type { ReportModel } from "../report-model.ts";

/** Positions of the queries to show, in their order: all of them, or those whose first metric changed most with any reranker. */
export function chooseQueries({ details, series, primary }: ReportModel, most: number): number[] {
  const positions = details.queries.map((_, i) => i);
  if (positions.length <= most) return positions;
  const changeOf = (i: number) => {
    const changes = series.map(({ details }) => {
      const query = details.queries[i];
      return Math.abs((query?.reranked[primary] ?? 0) - (query?.baseline[primary] ?? 0));
    });
    return Math.max(0, ...changes);
  };
  const changes = positions.map(changeOf);
  const chosen = positions.toSorted((a, b) => (changes[b] as number) - (changes[a] as number)).slice(0, most);
  return chosen.sort((a, b) => a - b);
}
