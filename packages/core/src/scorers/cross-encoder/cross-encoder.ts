import type { Reranker } from "../../contract/index.ts";
import { readModelDirectory } from "../../io/model-directory.ts";
import { rerankerFromScorer } from "../reranker-from-scorer.ts";
import { startModelWorker } from "./model-worker.ts";

export interface CrossEncoderOptions {
  /** Directory with `config.json`, `tokenizer.json`, `tokenizer_config.json` and `model.onnx` or `onnx/model*.onnx`. */
  directory: string;
  /** ONNX file inside the directory. Default: `model.onnx`, `onnx/model.onnx`, or the only `onnx/model*.onnx`. */
  file?: string;
  /** Most tokens of a pair, at least 8. Default: what the model and its tokenizer allow, 512 where neither says. */
  maxTokens?: number;
}

/** A cross-encoder, and what its files say about how it is best used. */
export interface CrossEncoder {
  reranker: Reranker;
  /** Weight of the first stage that the model asks for, 0 where its `model.json` does not say. */
  blend: number;
}

/**
 * Runs a cross-encoder with one logit in a worker thread. The raw logit is the score; a document that does not fit the
 * window together with the query is cut, and the receipt says where.
 * Nogueira & Cho, Passage Re-ranking with BERT, 2019.
 *
 * @throws {RerankError} `model_not_found`, `invalid_model`, `invalid_tokenizer`, `missing_peer`
 *
 * @example
 * import { createCrossEncoder } from "secondpass/cross-encoder";
 * import { modelDirectory } from "@secondpass/model-mini";
 *
 * const { reranker } = await createCrossEncoder({ directory: modelDirectory });
 * const { results } = await reranker.rerank("how do I install rust", [
 *   "The weather in Paris is mild in spring.",
 *   "Install Rust with rustup: curl https://sh.rustup.rs",
 * ]);
 * results[0].index; // => 1
 * await reranker.dispose();
 */
export async function createCrossEncoder(options: CrossEncoderOptions): Promise<CrossEncoder> {
  const { config, modelFile, tokenizerFile, tokenizerConfigFile } = await readModelDirectory(options.directory, options.file);
  const known = config.maxTokens ?? config.max_position_embeddings ?? 512;
  const worker = await startModelWorker({
    modelFile,
    tokenizerFile,
    tokenizerConfigFile,
    padId: config.pad_token_id ?? 0,
    vocabularySize: config.vocab_size,
    maxTokens: Math.min(options.maxTokens ?? known, known),
    maxPaddedTokens: config.maxPaddedTokens,
  });
  const reranker = rerankerFromScorer({
    id: `local:${config.name}`,
    scoreScale: "logit",
    supports: { pointwise: true, abort: true, instructions: false, maxTokens: worker.maxTokens },
    score: worker.score,
    dispose: worker.close,
  });
  return { reranker, blend: config.blend ?? 0 };
}
