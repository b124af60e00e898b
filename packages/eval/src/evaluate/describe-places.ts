import type { RankedDocument, Ranking } from "secondpass";
import type { BestPassage, RerankedQuery } from "./reranked-query.ts";

type Places = Pick<RerankedQuery, "order" | "scores" | "probabilities" | "passages">;

/** Every candidate in its new place, with what the ranking says of it. */
export function describePlaces({ results, dropped }: Ranking, candidates: readonly { id: string }[]): Places {
  // A reranker with a threshold of its own drops documents; a metric without them would be about something else.
  const left = dropped.map(({ index }) => index).sort((a, b) => a - b);
  const places: Partial<RankedDocument>[] = [...results, ...left.map((index) => ({ index }))];
  const probabilities = places.map(({ probability }) => probability ?? null);
  const passages = places.map(({ bestPassage }) => (bestPassage ? withoutText(bestPassage) : null));
  return {
    order: places.map(({ index }) => candidates[index as number]?.id as string),
    scores: places.map(({ score }) => score ?? null),
    ...(probabilities.some((probability) => probability !== null) && { probabilities }),
    ...(passages.some((passage) => passage !== null) && { passages }),
  };
}

/** The text is the document's own, and would be in every line of a checkpoint. */
function withoutText({ start, end, score }: NonNullable<RankedDocument["bestPassage"]>): BestPassage {
  return { start, end, score };
}
