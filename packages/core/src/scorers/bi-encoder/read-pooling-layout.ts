import type { ModelConfig } from "../../io/model-directory.ts";
import { firstPositionOf, positionsOf } from "../onnx/runtime/first-position.ts";
import { definedOf, ownWords } from "../vectors/own-words.ts";
import { type PoolingLayout, type PoolingLayoutOptions, poolingLayoutEntries } from "./pooling-layout.ts";
import { readPoolingFiles } from "./read-pooling-files.ts";

// Graphs that do everything, those that leave pooling to others, and those of a bare transformer.
const usualOutputs = ["sentence_embedding", "token_embeddings", "last_hidden_state"];

export interface ReadPoolingLayout {
  layout: PoolingLayout;
  maxTokens: number;
}

/**
 * Reads how a bi-encoder reads texts: what the caller says, then `model.json`, then what sentence-transformers wrote beside it.
 *
 * @throws {RerankError} `invalid_model` for a corrupt file or a way of pooling that is not known
 */
export async function readPoolingLayout(
  directory: string,
  config: ModelConfig,
  options: PoolingLayoutOptions,
): Promise<ReadPoolingLayout> {
  const { said: ofFiles, denseLength } = await readPoolingFiles(directory);
  const said = {
    ...definedOf<PoolingLayoutOptions>(poolingLayoutEntries, ofFiles),
    ...ownWords<PoolingLayoutOptions>(poolingLayoutEntries, config, directory),
    ...definedOf<PoolingLayoutOptions>(poolingLayoutEntries, options),
  };
  const positions = positionsOf(config);
  const maxTokens = Math.min(said.maxTokens ?? positions ?? 512, positions ?? Number.POSITIVE_INFINITY);
  const layout = {
    ...(said.pooling && { pooling: said.pooling }),
    queryPrompt: said.queryPrompt ?? "",
    documentPrompt: said.documentPrompt ?? "",
    ...(denseLength !== undefined && { denseLength }),
    outputs: said.output === undefined ? usualOutputs : [said.output],
    firstPosition: firstPositionOf(config),
    ...(config.type_vocab_size && { types: config.type_vocab_size }),
  };
  return { layout, maxTokens };
}
