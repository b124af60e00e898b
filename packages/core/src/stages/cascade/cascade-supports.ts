import type { Reranker, Supports } from "../../contract/index.ts";

/** What a cascade can do. */
export function cascadeSupports(rerankers: readonly [Reranker, ...Reranker[]]): Supports {
  const all = rerankers.map(({ supports }) => supports);
  // What the first reads is all that is read; what is longer than its window was cut.
  const { maxTokens } = rerankers[0].supports;
  return {
    // How deep a document stands decides who scores it.
    pointwise: false,
    abort: all.every(({ abort }) => abort),
    // One that follows them is enough for the order to depend on them.
    instructions: all.some(({ instructions }) => instructions),
    ...(maxTokens !== undefined && { maxTokens }),
  };
}
