import type { Ranking } from "../contract/index.ts";

// Frameworks hand on documents, not rankings. Keyed weakly by what was handed on, the ranking lives as long as that does.
const rankings = new WeakMap<object, Ranking>();

/** Notes which ranking these objects came from. */
export function rememberRanking(ranking: Ranking, objects: readonly object[]): void {
  for (const object of objects) rankings.set(object, ranking);
}

/** The ranking that a document, node or list of them came from; `undefined` for objects that no reranker made. */
export function rankingOf(object: object): Ranking | undefined {
  return rankings.get(object);
}
