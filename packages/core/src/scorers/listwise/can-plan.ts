import type { Reranker } from "../../contract/index.ts";
import type { ListwiseReranker } from "./create-listwise-reranker.ts";

/**
 * Whether a reranker can say what a call will take before it is made. What wraps one, such as a cache or a fallback, cannot: nobody
 * knows beforehand what it will have to ask.
 *
 * @example
 * import { createReranker } from "secondpass";
 * import { canPlan } from "secondpass/listwise";
 *
 * const reranker = await createReranker({ listwise: { model: "llama", baseUrl: "http://127.0.0.1:8000/v1" } });
 * canPlan(reranker) && reranker.plan("any", ["a", "b", "c"]).calls; // => 1
 * canPlan(await createReranker("lexical")); // => false
 */
export function canPlan(reranker: Reranker): reranker is ListwiseReranker {
  return typeof (reranker as Partial<ListwiseReranker>).plan === "function";
}
