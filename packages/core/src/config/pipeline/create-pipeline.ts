import { type Pipeline, pipeline } from "../../stages/index.ts";
import { makeReranker } from "../create-reranker.ts";
import type { CreateRerankerOptions } from "../create-reranker-options.ts";
import { findPipelineConfig } from "./find-pipeline-config.ts";
import { isPipeline } from "./is-pipeline.ts";
import type { PipelineInput } from "./pipeline-config.ts";

/**
 * Makes the whole second pass that a configuration names: a reranker as `createReranker` makes it, and beside its keys `fuse`, `dedupe`, `gate`,
 * `diversify` and `arrange`. The same value drives `@secondpass/langchain`, `@secondpass/llamaindex` and the command line. Without an argument
 * it comes from `SECONDPASS_RERANKER`, from `secondpass.config.json` in the working directory, or is `"local"`.
 *
 * @throws {RerankError} `invalid_config`, and what `createReranker` throws
 *
 * @example
 * import { createPipeline } from "secondpass";
 *
 * const pipeline = await createPipeline({ local: {}, chunked: true, fuse: { weights: { bm25: 1, dense: 2 } }, arrange: "ends" });
 * const bm25 = [{ id: "1", text: "Iron oxide is called rust." }, { id: "2", text: "Install Rust with rustup." }];
 * const dense = [{ id: "2", text: "Install Rust with rustup." }, { id: "3", text: "Paris is mild in spring." }];
 * const { results } = await pipeline.run("how do I install rust", { bm25, dense });
 * results.map(({ rank }) => rank); // => [1, 3, 2]
 * results[0].document.id; // => "2"
 * await pipeline.dispose();
 */
export async function createPipeline(input?: PipelineInput, options: CreateRerankerOptions = {}): Promise<Pipeline> {
  options.signal?.throwIfAborted();
  if (isPipeline(input)) return input;
  const { steps, config, path } = await findPipelineConfig(input);
  return pipeline(await makeReranker(config, path, options), steps);
}
