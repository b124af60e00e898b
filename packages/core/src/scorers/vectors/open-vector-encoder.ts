import type { Warning } from "../../contract/index.ts";
import type { ModelDirectory } from "../../io/model-directory.ts";
import { type EngineOptions, leaseModel } from "../onnx/pool/lease-model.ts";
import type { StartThread } from "../onnx/pool/model-worker.ts";
import { defaultMaxPaddedTokens } from "../onnx/runtime/default-max-padded-tokens.ts";
import { padIdOf } from "../onnx/runtime/first-position.ts";
import { createVectorEncoder, type VectorEncoder } from "./vector-encoder.ts";
import type { VectorInfo, VectorLayout, VectorStart, VectorWorker } from "./vector-messages.ts";
import type { VectorStore } from "./vector-store.ts";

/** What is said of a model that compares vectors, whichever kind it is of. */
export interface VectorOptions extends EngineOptions {
  /** Directory with `config.json`, `tokenizer.json`, `tokenizer_config.json` and `model.onnx` or `onnx/model*.onnx`. */
  directory: string;
  /** ONNX file inside the directory. Default: `model.onnx`, `onnx/model.onnx`, or the only `onnx/model*.onnx`. */
  file?: string;
  /** Vectors of documents that were computed before. What it does not have is computed. Default: all are computed. */
  vectors?: VectorStore;
}

/** A kind of model, and one of it. */
export interface VectorKind<Layout extends VectorLayout> {
  /** As configuration names it. */
  name: string;
  model: ModelDirectory;
  layout: Layout;
  /** Most tokens of a text, and of a document where that is less. */
  maxTokens: number;
  maxDocumentTokens?: number;
  startThread: StartThread;
  /** What the caller ought to know once the model is loaded. */
  warningsFor?(info: VectorInfo): readonly Warning[];
}

/** Loads a model that compares vectors, or joins those who have it. */
export async function openVectorEncoder<Layout extends VectorLayout>(
  kind: VectorKind<Layout>,
  options: VectorOptions,
): Promise<VectorEncoder> {
  const { name, layout, maxTokens, maxDocumentTokens = maxTokens, startThread } = kind;
  const { config, modelFile, tokenizerFile, tokenizerConfigFile } = kind.model;
  const start: Omit<VectorStart<Layout>, "guard"> = {
    modelFile,
    tokenizerFile,
    tokenizerConfigFile,
    layout,
    trust: options.trust ?? config.trust ?? "error",
    padId: padIdOf(config),
    vocabularySize: config.vocab_size,
    maxTokens,
    maxPaddedTokens: config.maxPaddedTokens ?? defaultMaxPaddedTokens(modelFile),
  };
  const lease = await leaseModel<VectorWorker>(start, startThread, options);
  return createVectorEncoder({
    id: `${name}:${config.name}`,
    lease,
    maxTokens: Math.min(maxDocumentTokens, lease.info.maxTokens),
    warnings: [...lease.info.warnings, ...(kind.warningsFor?.(lease.info) ?? [])],
    ...(options.vectors && { vectors: options.vectors }),
  });
}
