import type { QueryDetails } from "../../evaluate/evaluation-details.ts";
import type { RerankedQuery } from "../../evaluate/reranked-query.ts";

/** Where one order of a query's candidates has each document, and what it says of it. */
export interface Order {
  places: ReadonlyMap<string, OrderedPlace>;
}

export interface OrderedPlace {
  /** 1-based. */
  rank: number;
  score: number | null;
  probability: number | null;
  passage: NonNullable<RerankedQuery["passages"]>[number];
}

/** The first stage's order. */
export function firstOrder({ firstStage }: QueryDetails): Order {
  const places = firstStage.map(({ id, score }, i) => [id, { rank: i + 1, score, probability: null, passage: null }] as const);
  return { places: new Map(places) };
}

/** A reranker's order: the candidates that it was given, then the rest of the run as it was. */
export function rerankedOrderOf({ firstStage, ranking }: QueryDetails): Order {
  const { order = [], scores = [], probabilities, passages } = ranking ?? {};
  const placed = order.map(
    (id, i) =>
      [
        id,
        { rank: i + 1, score: scores[i] ?? null, probability: probabilities?.[i] ?? null, passage: passages?.[i] ?? null },
      ] as const,
  );
  const rest = firstStage
    .slice(order.length)
    .map(({ id }, i) => [id, { rank: order.length + i + 1, score: null, probability: null, passage: null }] as const);
  return { places: new Map([...placed, ...rest]) };
}
