import type { ModelConfig } from "../../../io/model-directory.ts";

// Families whose positions begin after the padding token's id; their tables are that much larger than their window.
const offsetFamilies = /roberta|camembert|mpnet|longformer|data2vec-text/;

/** Position of a model's first token. */
export function firstPositionOf({ model_type = "", pad_token_id = 1 }: ModelConfig): number {
  return offsetFamilies.test(model_type) ? pad_token_id + 1 : 0;
}

/** Tokens that a model has positions for by its configuration, where that says. */
export function positionsOf(config: ModelConfig): number | undefined {
  const table = config.max_position_embeddings;
  return table === undefined ? undefined : table - firstPositionOf(config);
}

/** What a model is padded with, where its configuration does not say. */
export function padIdOf(config: ModelConfig): number {
  return config.pad_token_id ?? Math.max(0, firstPositionOf(config) - 1);
}
