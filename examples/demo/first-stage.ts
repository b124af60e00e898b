import MiniSearch from "minisearch";
import type { Statement } from "./load-statements.ts";

/** A statement that the first stage found, with its BM25 score. */
export interface Found {
  statement: Statement;
  score: number;
}

/** The fast, rough first pass: finds candidates for a query, best first. */
export type FirstStage = (query: string) => Found[];

/**
 * BM25 over all statements, by MiniSearch.
 *
 * @param depth candidates found, 50 to 200 in most applications
 */
export function createFirstStage(statements: readonly Statement[], depth: number): FirstStage {
  const byId = new Map(statements.map((statement) => [statement.id, statement]));
  const index = new MiniSearch<Statement>({ fields: ["title", "text"] });
  index.addAll(statements);
  return (query) =>
    index
      .search(query)
      .slice(0, depth)
      .map(({ id, score }) => ({ statement: byId.get(id) as Statement, score }));
}
