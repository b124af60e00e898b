import { RerankError } from "../../contract/index.ts";
import type { ModelConfig } from "../../io/model-directory.ts";
import { firstPositionOf, positionsOf } from "../onnx/runtime/first-position.ts";
import { definedOf, ownWords } from "../vectors/own-words.ts";
import { readLayoutFiles } from "./read-layout-files.ts";
import { type TokenLayout, type TokenLayoutOptions, tokenLayoutEntries } from "./token-layout.ts";

const punctuation = [..."!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"];

// Vespa's exports, those of sentence-transformers, and those of a bare transformer.
const usualOutputs = ["contextual", "token_embeddings", "last_hidden_state"];

/**
 * Reads how a ColBERT model reads texts: what the caller says, then `model.json`, then what came with the model from PyLate or from
 * ColBERT itself.
 *
 * @throws {RerankError} `invalid_model` for a corrupt file, `invalid_config` for lengths that the model has no positions for
 */
export async function readTokenLayout(directory: string, config: ModelConfig, options: TokenLayoutOptions): Promise<TokenLayout> {
  const { said: ofFiles, skipBy } = await readLayoutFiles(directory);
  const said = {
    ...ofFiles,
    ...ownWords<TokenLayoutOptions>(tokenLayoutEntries, config, directory),
    ...definedOf<TokenLayoutOptions>(tokenLayoutEntries, options),
  };
  const { queryLength = 32, documentLength = 180, expandQueries = true } = said;
  const positions = positionsOf(config);
  const most = Math.max(queryLength, documentLength);
  if (positions !== undefined && most > positions) {
    throw new RerankError(
      "invalid_config",
      `the model has positions for ${positions} tokens by its config.json, but queryLength is ${queryLength} and documentLength ${documentLength}; set both to at most ${positions}`,
    );
  }
  return {
    queryLength,
    documentLength,
    queryMarker: said.queryMarker ?? "[unused0]",
    documentMarker: said.documentMarker ?? "[unused1]",
    expandQueries,
    // Without them there is nothing to look at.
    attendToExpansion: expandQueries && (said.attendToExpansion ?? false),
    skipWords: said.skipWords ?? punctuation,
    skipBy,
    ...(said.dimensions !== undefined && { dimensions: said.dimensions }),
    outputs: said.output === undefined ? usualOutputs : [said.output],
    firstPosition: firstPositionOf(config),
    ...(config.type_vocab_size && { types: config.type_vocab_size }),
  };
}
