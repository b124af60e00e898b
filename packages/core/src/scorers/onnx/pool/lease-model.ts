import { stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { RuntimeChoice } from "../runtime/choose-runtime.ts";
import type { TokenizerPackage } from "../tokenizer/tokenizer-packages.ts";
import type { Trust } from "../trust/trust-check.ts";
import type { ChunkOptions } from "./chunk-texts.ts";
import { modelFingerprint } from "./model-fingerprint.ts";
import { type ModelWorker, type StartThread, startModelWorker } from "./model-worker.ts";
import { leasePool, type PoolLease } from "./shared-pools.ts";
import type { WorkerStart } from "./worker-messages.ts";
import { createWorkerPool } from "./worker-pool.ts";

// Each holds the weights once, and more share one memory bus; whoever has measured better says so by option.
const mostWorkers = 4;

// What a worker is handed at a time: long enough that messages cost nothing, short enough that workers finish together.
const leastChunkTokens = 512;

/** How a model is run, whatever it is for. */
export interface EngineOptions {
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

/** A model that is loaded, shared with everyone in the process who runs it in the same way. */
export interface ModelLease<W extends ModelWorker> extends PoolLease<W> {
  /** Of the model's files and everything else that scores depend on. */
  fingerprint: string | undefined;
  /** How calls are divided between its workers. */
  chunking: ChunkOptions;
}

/**
 * Loads a model, or joins those who have it.
 *
 * @param start what its workers are started with, but for the options, which are added here
 * @param startThread starts one of them
 * @throws {RerankError} `model_not_found`, `invalid_model`, `invalid_tokenizer`, `missing_peer`, `untrustworthy_model`
 */
export async function leaseModel<W extends ModelWorker>(
  start: Omit<WorkerStart, "guard" | "runtime" | "executionProviders" | "tokenizer">,
  startThread: StartThread,
  options: EngineOptions,
): Promise<ModelLease<W>> {
  const full = {
    ...start,
    tokenizer: options.tokenizer,
    runtime: options.runtime ?? ("auto" as const),
    executionProviders: options.executionProviders,
  };
  const poolOptions = {
    workers: options.workers ?? Math.min(availableParallelism(), mostWorkers),
    maxQueue: options.maxQueue ?? 256,
    unloadAfterMs: options.unloadAfterMs,
  };
  const startWorker = (trust: Trust) => startModelWorker(startThread, { ...full, trust }) as Promise<ModelWorker> as Promise<W>;
  const key = JSON.stringify([full, poolOptions, await fileVersion(start.modelFile)]);
  // Read while the worker loads the same files; a file that cannot be read is the worker's to name.
  const hashing = fingerprintOf(full).catch(() => undefined);
  const lease = await leasePool<W>(key, async () => {
    const first = await startWorker(start.trust);
    // What the first has shown need not be shown again.
    return { pool: createWorkerPool(first, { ...poolOptions, startWorker: () => startWorker("off") }), info: first.info };
  });
  const chunkTokens = Math.max(leastChunkTokens, 2 * (start.maxPaddedTokens ?? 0));
  return { ...lease, fingerprint: await hashing, chunking: { workers: poolOptions.workers, chunkTokens } };
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
