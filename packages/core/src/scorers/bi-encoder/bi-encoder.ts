import { Worker } from "node:worker_threads";
import { readModelDirectory } from "../../io/model-directory.ts";
import { openVectorEncoder, type VectorOptions } from "../vectors/open-vector-encoder.ts";
import type { VectorEncoder } from "../vectors/vector-encoder.ts";
import type { PoolingLayoutOptions } from "./pooling-layout.ts";
import { readPoolingLayout } from "./read-pooling-layout.ts";

export interface BiEncoderOptions extends PoolingLayoutOptions, VectorOptions {}

/**
 * Runs an embedding model in worker threads: query and document become one vector each, and the score is their cosine. Cheaper than every other
 * reranker and blind to more; here to measure the others against.
 * Reimers & Gurevych, Sentence-BERT, 2019.
 *
 * @throws {RerankError} `model_not_found`, `invalid_model`, `invalid_tokenizer`, `invalid_config`, `missing_peer`, `untrustworthy_model`
 */
export async function createBiEncoder(options: BiEncoderOptions): Promise<VectorEncoder> {
  const model = await readModelDirectory(options.directory, options.file);
  const startThread = (settings: object) => new Worker(new URL("./worker.js", import.meta.url), settings);
  const read = await readPoolingLayout(model.directory, model.config, options);
  return openVectorEncoder({ name: "biEncoder", model, startThread, ...read }, options);
}
