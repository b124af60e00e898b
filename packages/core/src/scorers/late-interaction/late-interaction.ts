import { Worker } from "node:worker_threads";
import type { Warning } from "../../contract/index.ts";
import { readModelDirectory } from "../../io/model-directory.ts";
import { openVectorEncoder, type VectorOptions } from "../vectors/open-vector-encoder.ts";
import type { VectorEncoder } from "../vectors/vector-encoder.ts";
import { readTokenLayout } from "./read-token-layout.ts";
import type { TokenLayout, TokenLayoutOptions } from "./token-layout.ts";

export interface LateInteractionOptions extends TokenLayoutOptions, VectorOptions {}

/**
 * Runs a ColBERT model in worker threads: query and document are read apart from each other, and the score is MaxSim over the vectors of
 * their tokens. Document vectors do not depend on the query, so they can be computed once, with `encodeDocuments`, and kept.
 * Khattab & Zaharia, ColBERT, 2020.
 *
 * @throws {RerankError} `model_not_found`, `invalid_model`, `invalid_tokenizer`, `invalid_config`, `missing_peer`, `untrustworthy_model`
 */
export async function createLateInteraction(options: LateInteractionOptions): Promise<VectorEncoder> {
  const model = await readModelDirectory(options.directory, options.file);
  const { directory, config } = model;
  const layout = await readTokenLayout(directory, config, options);
  const kind = {
    name: "lateInteraction",
    model,
    layout,
    maxTokens: Math.max(layout.queryLength, layout.documentLength),
    maxDocumentTokens: layout.documentLength,
    startThread: (settings: object) => new Worker(new URL("./worker.js", import.meta.url), settings),
    warningsFor: ({ dimensions }: { dimensions: number }) => projectionWarnings(layout, dimensions, config.hidden_size),
  };
  return openVectorEncoder(kind, options);
}

/** Published models project their states to fewer dimensions, and many exports leave that layer out. */
function projectionWarnings({ dimensions }: TokenLayout, found: number, hiddenSize: number | undefined): Warning[] {
  if (dimensions !== undefined || found !== hiddenSize) return [];
  const message =
    `the graph's vectors are as long as its hidden states, ${found}: ColBERT models project them to fewer dimensions, and this export may ` +
    `lack that layer; if it is meant so, set dimensions to ${found}`;
  return [{ code: "no_projection", message }];
}
