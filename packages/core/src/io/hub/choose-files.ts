import { RerankError } from "../../contract/index.ts";
import type { ModelDtype } from "./model-dtype.ts";

export interface FileWish {
  /** ONNX file; wins over `dtype`. */
  file?: string;
  dtype?: ModelDtype;
  /** File names that are known for this model, by dtype. They come before the usual ones. */
  known?: Partial<Record<ModelDtype, string>>;
  /** Whether small files count that say how vectors are made, as sentence-transformers, PyLate and ColBERT write them. Default: false. */
  withVectorFiles?: boolean;
  /** The tokenizer and the configuration alone: the weights are on a server. `modelFile` is then `tokenizer.json`. Default: false. */
  withoutWeights?: boolean;
}

export interface ChosenFiles {
  modelFile: string;
  /** All files to have, the ONNX file last: where it is, everything is. */
  files: string[];
}

const required = ["config.json", "tokenizer.json", "tokenizer_config.json"];
const optional = ["special_tokens_map.json", "model.json"];
const vectorFiles =
  /^(config_sentence_transformers\.json|sentence_bert_config\.json|modules\.json|artifact\.metadata|\d+_(Pooling|Dense)\/config\.json)$/;

// Names that exporters give: transformers.js (`model_quantized`), sentence-transformers (`model_quint8_avx2`).
const suffixes: Record<ModelDtype, readonly string[]> = {
  fp32: [""],
  fp16: ["_fp16"],
  int8: ["_int8", "_quantized", `_${process.arch === "arm64" ? "qint8_arm64" : "quint8_avx2"}`],
  uint8: ["_uint8", "_quint8_avx2"],
  q8: ["_quantized", "_int8", `_${process.arch === "arm64" ? "qint8_arm64" : "quint8_avx2"}`],
  q4: ["_q4"],
  q4f16: ["_q4f16"],
  bnb4: ["_bnb4"],
};

/**
 * Chooses the files that a cross-encoder needs from all that its repository has.
 *
 * @param where names the repository, for errors
 * @throws {RerankError} `model_not_found` listing what there is instead
 *
 * @example
 * const paths = ["config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model.onnx", "onnx/model_fp16.onnx", "README.md"];
 * chooseFiles(paths, {}, "org/name").modelFile; // => "onnx/model.onnx"
 * chooseFiles(paths, { dtype: "fp16" }, "org/name").modelFile; // => "onnx/model_fp16.onnx"
 */
export function chooseFiles(paths: readonly string[], wish: FileWish, where: string): ChosenFiles {
  const missing = required.filter((name) => !paths.includes(name));
  if (missing.length > 0) {
    throw new RerankError(
      "model_not_found",
      `${where} has no ${missing.join(", no ")}; a cross-encoder needs ${required.join(", ")}`,
    );
  }
  if (wish.withoutWeights) {
    const rest = [...required, ...optional].filter((name) => paths.includes(name) && name !== "tokenizer.json");
    return { modelFile: "tokenizer.json", files: [...rest, "tokenizer.json"] };
  }
  const modelFile = chooseModelFile(paths, wish, where);
  const beside = paths.filter((path) => optional.includes(path) || (wish.withVectorFiles && vectorFiles.test(path)));
  const data = paths.filter((path) => isDataOf(path, modelFile));
  return { modelFile, files: [...required, ...beside, ...data, modelFile] };
}

/** The ONNX file alone. */
export function chooseModelFile(paths: readonly string[], { file, dtype, known }: FileWish, where: string): string {
  const models = paths.filter((path) => path.endsWith(".onnx"));
  const names = file === undefined ? namesOf(dtype ?? "fp32", known) : [file];
  const found = names.find((name) => models.includes(name));
  if (found !== undefined) return found;
  const variants = models.filter((path) => /^(onnx\/)?model[^/]*\.onnx$/.test(path));
  if (file === undefined && dtype === undefined && variants.length === 1) return variants[0] as string;
  const wanted = file ?? (dtype === undefined ? "model.onnx or onnx/model.onnx" : `ONNX file for dtype ${dtype}`);
  throw new RerankError(
    "model_not_found",
    models.length === 0
      ? `${where} has no ${wanted}, nor any other ONNX file: choose a repository with an ONNX export, or export it yourself`
      : `${where} has no ${wanted}; choose one with the option file: ${models.join(", ")}`,
  );
}

function namesOf(dtype: ModelDtype, known: FileWish["known"]): string[] {
  const usual = suffixes[dtype].flatMap((suffix) => [`model${suffix}.onnx`, `onnx/model${suffix}.onnx`]);
  return [known?.[dtype], ...usual].filter((name) => name !== undefined);
}

// Weights beyond 2 GB lie beside the graph: `model.onnx_data`, `model.onnx_data_1`, `model.onnx.data`.
function isDataOf(path: string, modelFile: string): boolean {
  return path.startsWith(modelFile) && /^(_data|\.data)(_\d+)?$/.test(path.slice(modelFile.length));
}
