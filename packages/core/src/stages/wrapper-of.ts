import type { Reranker } from "../contract/index.ts";

/** A wrapper that presents itself as the reranker inside, where nothing else is said. */
export function wrapperOf(
  {
    id,
    scoreScale,
    supports,
    fingerprint,
    measureTokens,
  }: Pick<Reranker, "id" | "scoreScale" | "supports" | "fingerprint" | "measureTokens">,
  own: Pick<Reranker, "rerank" | "dispose"> & Partial<Pick<Reranker, "supports" | "fingerprint" | "changeInside">>,
): Reranker {
  return {
    id,
    scoreScale,
    supports,
    ...(fingerprint !== undefined && { fingerprint }),
    ...(measureTokens && { measureTokens }),
    ...own,
    [Symbol.asyncDispose]: own.dispose,
  };
}
