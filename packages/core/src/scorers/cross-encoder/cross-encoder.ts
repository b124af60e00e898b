import { Worker } from "node:worker_threads";
import type { Reranker } from "../../contract/index.ts";
import { readModelDirectory } from "../../io/model-directory.ts";
import { type EngineOptions, leaseModel } from "../onnx/pool/lease-model.ts";
import { defaultMaxPaddedTokens } from "../onnx/runtime/default-max-padded-tokens.ts";
import { padIdOf } from "../onnx/runtime/first-position.ts";
import { rerankerFromScorer } from "../reranker-from-scorer.ts";
import { measurePairs } from "./measure-pairs.ts";
import type { PairStart } from "./pair-messages.ts";
import { type LayoutOptions, readLayout } from "./read-layout.ts";
import { type PairWorker, scorePairs } from "./score-pairs.ts";

export interface CrossEncoderOptions extends LayoutOptions, EngineOptions {
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
  /** Weight of the likeness to the best candidates that the model asks for, likewise. */
  feedback: number;
}

/**
 * Runs a cross-encoder in worker threads. The raw logit is the score; a document that does not fit the
 * window together with the query is cut, and the receipt says where.
 * Nogueira & Cho, Passage Re-ranking with BERT, 2019.
 *
 * @throws {RerankError} `model_not_found`, `invalid_model`, `invalid_tokenizer`, `missing_peer`, `untrustworthy_model`
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
  const model = await readModelDirectory(options.directory, options.file);
  const { config, modelFile, tokenizerFile, tokenizerConfigFile } = model;
  const { maxTokens: known, ...layout } = readLayout(config, options);
  // A prompt fills a micro-batch by itself, and the logits of a language model take far more room than its input.
  const maxPaddedTokens = config.maxPaddedTokens ?? (layout.prompt ? 1 : defaultMaxPaddedTokens(modelFile));
  const start: Omit<PairStart, "guard"> = {
    modelFile,
    tokenizerFile,
    tokenizerConfigFile,
    layout,
    trust: options.trust ?? config.trust ?? "error",
    padId: padIdOf(config),
    vocabularySize: config.vocab_size,
    maxTokens: Math.min(options.maxTokens ?? known, known),
    maxPaddedTokens,
  };
  const startThread = (settings: object) => new Worker(new URL("./worker.js", import.meta.url), settings);
  const { pool, info, fingerprint, chunking, release } = await leaseModel<PairWorker>(start, startThread, options);
  const reranker = rerankerFromScorer({
    id: `local:${config.name}`,
    ...(fingerprint !== undefined && { fingerprint }),
    scoreScale: "logit",
    supports: { pointwise: true, abort: true, instructions: false, maxTokens: info.maxTokens },
    async score(query, texts, context) {
      const scores = await scorePairs(pool, query, texts, context, chunking);
      return { ...scores, warnings: [...info.warnings, ...(scores.warnings ?? [])] };
    },
    measureTokens: (query, texts, context) => measurePairs(pool, query, texts, context, chunking),
    dispose: release,
  });
  return { reranker, blend: config.blend ?? 0, feedback: config.feedback ?? 0 };
}
