import type { Pipeline } from "../../stages/index.ts";

/**
 * Tells a pipeline from a reranker and from the configuration of one.
 *
 * @example
 * import { createPipeline, isPipeline } from "secondpass";
 *
 * isPipeline(await createPipeline("identity")); // => true
 * isPipeline("identity"); // => false
 */
export function isPipeline(value: unknown): value is Pipeline {
  return typeof (value as Pipeline | undefined)?.run === "function";
}
