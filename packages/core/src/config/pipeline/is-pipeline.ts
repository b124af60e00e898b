import type { Pipeline } from "../../stages/index.ts";
import type { PipelineInput } from "./pipeline-config.ts";

/** Tells a pipeline from a reranker and from the configuration of one. */
export function isPipeline(value: PipelineInput | undefined): value is Pipeline {
  return typeof (value as Pipeline | undefined)?.run === "function";
}
