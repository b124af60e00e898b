import type { DocumentInput, Reranker, RerankOptions } from "../../contract/index.ts";
import type { FusedDocument } from "../fuse/fusion.ts";
import { checkSteps } from "./check-steps.ts";
import type { NamedLists, Pipeline, PipelineRanking, PipelineSteps } from "./pipeline-steps.ts";
import { takeSteps, takeStepsOnLists } from "./take-steps.ts";

/**
 * A reranker with the steps around it: lists of several retrievers are fused, repetitions left out, what is left is reranked, judged, varied and
 * arranged. No reranker itself, because its results need not be best first; `createPipeline` makes one of a configuration.
 *
 * @throws {RerankError} `invalid_options` for steps that cannot be meant
 *
 * @example
 * import { createLexicalReranker, pipeline } from "secondpass";
 *
 * const pass = pipeline(createLexicalReranker(), { dedupe: true, arrange: "reverse" });
 * const bm25 = ["Iron oxide is called rust.", "Install Rust with rustup."];
 * const dense = ["Install Rust with rustup.", "install rust with  rustup."];
 * const { results, dropped, candidates } = await pass.run("install rust", { bm25, dense });
 * results.map(({ rank, document }) => [rank, document.text]); // => [[2, "Iron oxide is called rust."], [1, "Install Rust with rustup."]]
 * dropped; // => [{ index: 2, reason: "duplicate", duplicateOf: 0 }]
 * candidates[0].sources; // => [{ list: "bm25", rank: 2 }, { list: "dense", rank: 1 }]
 * await pass.dispose();
 */
export function pipeline(reranker: Reranker, steps: PipelineSteps = {}): Pipeline {
  const checked = checkSteps(steps);

  function run<D extends DocumentInput>(
    query: string,
    documents: readonly D[],
    options?: RerankOptions,
  ): Promise<PipelineRanking<D>>;
  function run<D extends DocumentInput>(
    query: string,
    lists: NamedLists<D>,
    options?: RerankOptions,
  ): Promise<PipelineRanking<FusedDocument<D>>>;
  async function run<D extends DocumentInput>(query: string, input: readonly D[] | NamedLists<D>, options?: RerankOptions) {
    if (Array.isArray(input)) return takeSteps(reranker, checked, query, input as readonly D[], options);
    return takeStepsOnLists(reranker, checked, query, input as NamedLists<D>, options);
  }

  const dispose = () => reranker.dispose();
  return { reranker, steps: checked, run, dispose, [Symbol.asyncDispose]: dispose };
}
