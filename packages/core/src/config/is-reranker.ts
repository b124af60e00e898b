import type { Reranker } from "../contract/index.ts";

/**
 * Tells a reranker from the configuration of one.
 *
 * @example
 * import { createReranker, isReranker } from "secondpass";
 *
 * isReranker(await createReranker("identity")); // => true
 * isReranker("identity"); // => false
 */
export function isReranker(value: unknown): value is Reranker {
  return typeof (value as Reranker | undefined)?.rerank === "function";
}
