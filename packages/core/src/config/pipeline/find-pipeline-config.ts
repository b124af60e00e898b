import { findConfig } from "../find-config.ts";
import { type PipelineParts, readPipelineConfig } from "./read-pipeline-config.ts";

/** The parts of the configuration that is given, or else of the one that an operator has set. */
export async function findPipelineConfig(input: unknown): Promise<PipelineParts> {
  if (input !== undefined) return readPipelineConfig(input, "reranker");
  const found = await findConfig();
  return readPipelineConfig(found.config, found.source);
}
