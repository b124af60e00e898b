import { stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename } from "node:path";
import type { Reranker } from "../../contract/index.ts";
import { readModelDirectory } from "../../io/model-directory.ts";
import { rerankerFromScorer } from "../reranker-from-scorer.ts";
import type { RuntimeChoice } from "./choose-runtime.ts";
import { modelFingerprint } from "./model-fingerprint.ts";
import { startModelWorker } from "./model-worker.ts";
import { type LayoutOptions, readLayout } from "./read-layout.ts";
import { leasePool } from "./shared-pools.ts";
import type { TokenizerPackage } from "./tokenizer-packages.ts";
import type { Trust } from "./trust-check.ts";
import type { WorkerStart } from "./worker-messages.ts";
import { createWorkerPool } from "./worker-pool.ts";

// Each holds the weights once, and more share one memory bus; whoever has measured better says so by option.
const mostWorkers = 4;

// What a worker is handed at a time: long enough that messages cost nothing, short enough that workers finish together.
const leastChunkTokens = 512;

export interface CrossEncoderOptions extends LayoutOptions {
  /** Directory with `config.json`, `tokenizer.json`, `tokenizer_config.json` and `model.onnx` or `onnx/model*.onnx`. */
  directory: string;
  /** ONNX file inside the directory. Default: `model.onnx`, `onnx/model.onnx`, or the only `onnx/model*.onnx`. */
  file?: string;
  /** Most tokens of a pair, at least 8. Default: what the model and its tokenizer allow, 512 where neither says. */
  maxTokens?: number;
  /** Most worker threads, each with the weights once. Others than the first start when there is work. Default: one per core, at most 4. */
  workers?: number;
  /** Most calls waiting or running; one more is refused with `overloaded`. Default: 256. */
  maxQueue?: number;
  /**
   * What runs the model: `native` is onnxruntime-node, `wasm` is onnxruntime-web, which is slower and needs no binaries. `auto`
   * takes the first where it can be loaded, else the second, and says so with the warning `wasm_runtime`. Default: `auto`.
   */
  runtime?: RuntimeChoice;
  /**
   * Where the graph runs, as the engine names it: `["cuda", "cpu"]`, `["coreml", "cpu"]`, `["dml", "cpu"]`. One that is not there, or takes
   * no part of the graph, is an error, and so is any but `cpu` and `wasm` for the runtime `wasm`. Default: the CPU.
   */
  executionProviders?: readonly string[];
  /** Milliseconds without a call after which the model is unloaded; the next call loads it again. Default: never. */
  unloadAfterMs?: number;
  /**
   * What becomes of a model that does not tell relevant from irrelevant samples when it is loaded: refused, served with a warning in
   * every receipt, or not asked. Default: `error`.
   */
  trust?: Trust;
  /** The package that tokenises; all but the first must be installed. Default: `huggingface-tokenizers`. */
  tokenizer?: TokenizerPackage;
}

/** A cross-encoder, and what its files say about how it is best used. */
export interface CrossEncoder {
  reranker: Reranker;
  /** Weight of the first stage that the model asks for, 0 where its `model.json` does not say. */
  blend: number;
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
  const start = {
    modelFile,
    tokenizerFile,
    tokenizerConfigFile,
    tokenizer: options.tokenizer,
    layout,
    trust: options.trust ?? config.trust ?? "error",
    padId: config.pad_token_id ?? Math.max(0, layout.firstPosition - 1),
    vocabularySize: config.vocab_size,
    maxTokens: Math.min(options.maxTokens ?? known, known),
    maxPaddedTokens,
    runtime: options.runtime ?? "auto",
    executionProviders: options.executionProviders,
  };
  const poolOptions = {
    workers: options.workers ?? Math.min(availableParallelism(), mostWorkers),
    maxQueue: options.maxQueue ?? 256,
    unloadAfterMs: options.unloadAfterMs,
    chunkTokens: Math.max(leastChunkTokens, 2 * maxPaddedTokens),
  };
  const key = JSON.stringify([start, poolOptions, await fileVersion(modelFile)]);
  // Read while the worker loads the same files; a file that cannot be read is the worker's to name.
  const hashing = fingerprintOf(start).catch(() => undefined);
  const { pool, info, release } = await leasePool(key, async () => {
    const first = await startModelWorker(start);
    // What the first has shown need not be shown again.
    const startWorker = () => startModelWorker({ ...start, trust: "off" });
    return { pool: createWorkerPool(first, { ...poolOptions, startWorker }), info: first.info };
  });
  const fingerprint = await hashing;
  const reranker = rerankerFromScorer({
    id: `local:${config.name}`,
    ...(fingerprint !== undefined && { fingerprint }),
    scoreScale: "logit",
    supports: { pointwise: true, abort: true, instructions: false, maxTokens: info.maxTokens },
    async score(query, texts, context) {
      const scores = await pool.score(query, texts, context);
      return { ...scores, warnings: [...info.warnings, ...(scores.warnings ?? [])] };
    },
    measureTokens: (query, texts, context) => pool.measure(query, texts, context),
    dispose: release,
  });
  return { reranker, blend: config.blend ?? 0 };
}

/** Dynamic quantisation takes its scales from the whole batch, so a score would depend on its company: one text at a time. */
function defaultMaxPaddedTokens(modelFile: string): number {
  return /int8|uint8|quantized|_q8|_q4/i.test(basename(modelFile)) ? 1 : 256;
}

/** Everything in a worker's start that scores depend on; not how a model is trusted, and not where its files lie. */
function fingerprintOf({
  modelFile,
  tokenizerFile,
  tokenizerConfigFile,
  trust: _trust,
  ...settings
}: Omit<WorkerStart, "guard">): Promise<string> {
  return modelFingerprint([modelFile, tokenizerFile, tokenizerConfigFile], settings);
}

/** Tells a file from what it was before it was replaced. */
async function fileVersion(path: string): Promise<string> {
  const { mtimeMs, size } = await stat(path);
  return `${mtimeMs} ${size}`;
}
