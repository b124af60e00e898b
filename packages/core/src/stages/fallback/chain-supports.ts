import type { Reranker, Supports } from "../../contract/index.ts";

/** What a chain can do whoever of it serves: only what all of them can. */
export function chainSupports(rerankers: readonly Reranker[]): Supports {
  const all = rerankers.map(({ supports }) => supports);
  const maxDocuments = all.flatMap(({ maxDocuments }) => maxDocuments ?? []);
  const maxTokens = all.flatMap(({ maxTokens }) => maxTokens ?? []);
  return {
    // Scores of two calls may be on two scales.
    pointwise: all.length === 1 && all.every(({ pointwise }) => pointwise),
    abort: all.every(({ abort }) => abort),
    instructions: all.every(({ instructions }) => instructions),
    ...(all.every(({ probability }) => probability) && { probability: true }),
    ...(maxDocuments.length > 0 && { maxDocuments: Math.min(...maxDocuments) }),
    // What is longer than the widest window is cut by each of them.
    ...(maxTokens.length === all.length && { maxTokens: Math.max(...maxTokens) }),
  };
}
