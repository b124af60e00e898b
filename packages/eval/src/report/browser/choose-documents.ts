import type { QueryDetails } from "../../evaluate/evaluation-details.ts";
import type { Order } from "./orders-of-query.ts";

/** Beside the first of each order, at most so many judged documents: pools such as TREC's have hundreds for a query. */
const mostJudged = 30;

/** Ids of the documents to show for a query: the first of each order, and what was judged, relevant ones and high ranks first. */
export function chooseDocuments(
  { judged }: QueryDetails,
  orders: readonly Order[],
  top: number,
): { shown: string[]; judgedLeft: number } {
  const first = new Set(orders.flatMap(({ places }) => [...places].flatMap(([id, { rank }]) => (rank <= top ? [id] : []))));
  const bestRank = (id: string) => Math.min(...orders.map(({ places }) => places.get(id)?.rank ?? Number.POSITIVE_INFINITY));
  const others = judged.filter(({ id }) => !first.has(id));
  const ranked = others
    .map(({ id, grade }) => ({ id, grade, rank: bestRank(id) }))
    .sort((a, b) => b.grade - a.grade || (a.rank === b.rank ? 0 : a.rank - b.rank));
  return {
    shown: [...first, ...ranked.slice(0, mostJudged).map(({ id }) => id)],
    judgedLeft: Math.max(0, ranked.length - mostJudged),
  };
}
