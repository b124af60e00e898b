import type { PageDocument, PageQuery } from "./page-data.ts";

/** What the list shows; `told` are queries whose receipts had something to say. */
export type QueryFilter = "all" | "better" | "worse" | "same" | "told";
/** By file, by figure, or by its distance from 0. */
export type QueryOrder = "given" | "highest" | "lowest" | "largest";

export interface QueryWish {
  search: string;
  filter: QueryFilter;
  order: QueryOrder;
  /** The column that is held against the first; 0 where there is no other. */
  column: number;
}

/** A change this small is no change. */
const same = 1e-6;

/** The first metric's change in a column, or its value where there is but the first stage. */
export function figureOf({ values }: Pick<PageQuery, "values">, column: number): number {
  const first = values[0]?.[0] ?? 0;
  return column === 0 ? first : (values[column]?.[0] ?? 0) - first;
}

/** All that a query can be found by, in lower case: its id and text, ids and titles of its documents. */
export function searchText({ id, text, documents }: PageQuery, all: readonly PageDocument[]): string {
  const named = documents.flatMap(({ document }) => [all[document]?.id, all[document]?.title]);
  return [id, text, ...named].filter(Boolean).join("\n").toLowerCase();
}

/** Positions of the queries that are wished for, in the order wished for. Every word has to be found somewhere. */
export function matchQueries(queries: readonly PageQuery[], texts: readonly string[], wish: QueryWish): number[] {
  const { column, filter, order } = wish;
  const words = wish.search.toLowerCase().split(/\s+/).filter(Boolean);
  const figures = queries.map((query) => figureOf(query, column));
  const isWanted = (query: PageQuery, figure: number) => {
    if (filter === "better") return figure > same;
    if (filter === "worse") return figure < -same;
    if (filter === "same") return Math.abs(figure) <= same;
    return filter === "all" || hasTold(query, column);
  };
  const found = queries.flatMap((query, i) =>
    isWanted(query, figures[i] as number) && words.every((word) => texts[i]?.includes(word)) ? [i] : [],
  );
  if (order === "given") return found;
  const weight = (figure: number) => (order === "highest" ? -figure : order === "lowest" ? figure : -Math.abs(figure));
  return found.sort((a, b) => weight(figures[a] as number) - weight(figures[b] as number));
}

function hasTold({ calls }: PageQuery, column: number): boolean {
  const call = calls[column - 1];
  return call !== undefined && (call.reason !== undefined || call.warnings.length > 0);
}
