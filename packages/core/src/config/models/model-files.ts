import { stat } from "node:fs/promises";
import * as v from "valibot";
import { RerankError } from "../../contract/index.ts";
import type { DownloadProgress, ModelDtype } from "../../io/hub/index.ts";
import type { CreateRerankerOptions } from "../create-reranker-options.ts";
import type { ModelUse } from "./known-model.ts";
import type { OpenedModel } from "./open-model.ts";

/** Options that say which model, in which precision, from where. */
export interface ModelSource {
  /** Branch, tag or commit of a model on the Hub. Default: `main`. */
  revision?: string;
  /** Precision of the weights, where the model has several ONNX files: `fp16`, `int8`, `q8`, … Default: full. */
  dtype?: ModelDtype;
  /** ONNX file of the model; wins over `dtype`. Default: `model.onnx`, `onnx/model.onnx`, or the only `onnx/model*.onnx`. */
  file?: string;
  /** Where models of the Hub are kept. Default: the cache of `huggingface_hub`, by `HF_HUB_CACHE` or `HF_HOME`. */
  cacheDir?: string;
  /** Called while a model is downloaded. In code only. */
  onDownload?: (progress: DownloadProgress) => void;
}

const text = v.optional(v.pipe(v.string(), v.nonEmpty()));
// Not imported: the schema is checked for the bundled model too, which has no use for the Hub's code.
const dtypes = ["fp32", "fp16", "int8", "uint8", "q8", "q4", "q4f16", "bnb4"] as const satisfies readonly ModelDtype[];

/** Checks them; entries of a strict object. */
export const sourceEntries: { [Key in keyof Required<ModelSource>]: v.GenericSchema<ModelSource[Key]> } = {
  revision: text,
  dtype: v.optional(v.picklist(dtypes)),
  file: text,
  cacheDir: text,
  onDownload: v.optional(v.custom<(progress: DownloadProgress) => void>((value) => typeof value === "function")),
};

/** The forms, for error messages. */
export const sourceForms: string = `revision?: string, dtype?: ${dtypes.join(" | ")}, file?: string, cacheDir?: string`;

/** Where a model's files are on this machine; from the Hub also what is known of it. */
export interface ModelFiles {
  directory: string;
  file?: string;
  opened?: OpenedModel;
}

/**
 * Finds a model's files, or brings them here.
 *
 * @param model a directory, or a name on the Hub
 * @throws {RerankError} `invalid_config` for a revision of a directory, and the codes of `openModel`
 */
export async function findModelFiles(
  model: string,
  source: ModelSource,
  use: ModelUse,
  context: CreateRerankerOptions,
): Promise<ModelFiles> {
  const { fileOfDtype, looksLikePath, openModel, toPath } = await import("./open-model.ts");
  if (looksLikePath(model) || (await isDirectory(model))) {
    checkNoRevision(source, model);
    const directory = toPath(model);
    return { directory, file: source.file ?? (source.dtype && (await fileOfDtype(directory, source.dtype))) };
  }
  const onDownload = source.onDownload ?? context.onDownload;
  const opened = await openModel({ ...source, model, use, onDownload, signal: context.signal });
  return { directory: opened.directory, file: opened.file, opened };
}

/** @throws {RerankError} `invalid_config`: only what is on the Hub has revisions */
export function checkNoRevision({ revision }: ModelSource, what: string): void {
  if (revision === undefined) return;
  throw new RerankError("invalid_config", `revision ${revision} is of no use for ${what}, which is a directory`);
}

async function isDirectory(model: string): Promise<boolean> {
  return (await stat(model).catch(() => undefined))?.isDirectory() ?? false;
}
