import { expect, test } from "vitest";
import { chooseFiles, type FileWish } from "../../../../packages/core/src/io/hub/choose-files.ts";

const base = ["config.json", "tokenizer.json", "tokenizer_config.json"];
const modelFile = (models: string[], wish: FileWish = {}) => chooseFiles([...base, ...models], wish, "org/name").modelFile;

test("full precision, at the root before onnx/, or the only one there is", () => {
  expect(modelFile(["onnx/model.onnx", "model.onnx", "onnx/model_int8.onnx"])).toBe("model.onnx");
  expect(modelFile(["onnx/model.onnx", "onnx/model_int8.onnx"])).toBe("onnx/model.onnx");
  expect(modelFile(["onnx/model_int8.onnx"])).toBe("onnx/model_int8.onnx");
});

test("a dtype by the names that exporters give", () => {
  const exports = ["model", "model_fp16", "model_int8", "model_quantized", "model_q4f16"].map((name) => `onnx/${name}.onnx`);
  expect(modelFile(exports, { dtype: "fp32" })).toBe("onnx/model.onnx");
  expect(modelFile(exports, { dtype: "fp16" })).toBe("onnx/model_fp16.onnx");
  expect(modelFile(exports, { dtype: "int8" })).toBe("onnx/model_int8.onnx");
  expect(modelFile(exports, { dtype: "q8" })).toBe("onnx/model_quantized.onnx");
  expect(modelFile(["onnx/model_quantized.onnx"], { dtype: "int8" })).toBe("onnx/model_quantized.onnx");
  const ofSentenceTransformers = ["onnx/model.onnx", "onnx/model_qint8_arm64.onnx", "onnx/model_quint8_avx2.onnx"];
  expect(modelFile(ofSentenceTransformers, { dtype: "int8" })).toMatch(process.arch === "arm64" ? /qint8_arm64/ : /quint8_avx2/);
});

test("a known name comes before the usual ones, and file before all", () => {
  const models = ["onnx/model_fp16.onnx", "onnx/half.onnx"];
  expect(modelFile(models, { dtype: "fp16", known: { fp16: "onnx/half.onnx" } })).toBe("onnx/half.onnx");
  expect(modelFile(models, { dtype: "fp16", known: { fp16: "onnx/gone.onnx" } })).toBe("onnx/model_fp16.onnx");
  expect(modelFile(models, { dtype: "fp16", file: "onnx/half.onnx" })).toBe("onnx/half.onnx");
});

test("external data comes along, all parts and no other file's, before the graph", () => {
  const data = ["onnx/model.onnx_data", "onnx/model.onnx_data_1", "onnx/model.onnx.data"];
  const others = [
    "onnx/model_fp16.onnx",
    "onnx/model_fp16.onnx_data",
    "onnx/model.onnx_data.sha256",
    "README.md",
    "pytorch_model.bin",
  ];
  const { files } = chooseFiles([...base, "special_tokens_map.json", ...others, "onnx/model.onnx", ...data], {}, "org/name");
  expect(files).toEqual([...base, "special_tokens_map.json", ...data, "onnx/model.onnx"]);
});

test("small files that say how vectors are made, where they are wanted", () => {
  const vectorFiles = ["1_Pooling/config.json", "2_Dense/config.json", "artifact.metadata", "config_sentence_transformers.json"];
  const others = ["1_Pooling/README.md", "0_Transformer/config.json", "2_Dense/model.safetensors", "notes/artifact.metadata"];
  const paths = [...base, ...vectorFiles, ...others, "modules.json", "sentence_bert_config.json", "model.onnx"];
  const wanted = [...base, ...vectorFiles, "modules.json", "sentence_bert_config.json", "model.onnx"];
  expect(chooseFiles(paths, { withVectorFiles: true }, "org/name").files).toEqual(wanted);
  expect(chooseFiles(paths, {}, "org/name").files).toEqual([...base, "model.onnx"]);
});

test.each<[string, string[], FileWish, RegExp]>([
  [
    "several and none preferred",
    ["onnx/model_a.onnx", "onnx/model_b.onnx"],
    {},
    /choose one with the option file: onnx\/model_a\.onnx, onnx/,
  ],
  ["a dtype that is not there", ["onnx/model.onnx"], { dtype: "q4" }, /no ONNX file for dtype q4.*: onnx\/model\.onnx$/],
  ["a file that is not there", ["onnx/model.onnx"], { file: "model.onnx" }, /org\/name has no model\.onnx.*: onnx\/model\.onnx$/],
  ["no ONNX at all", ["model.safetensors"], {}, /nor any other ONNX file: choose a repository with an ONNX export/],
])("%s: says what there is", (_, models, wish, message) => {
  expect(() => modelFile(models, wish)).toThrow(
    expect.objectContaining({ code: "model_not_found", message: expect.stringMatching(message) }),
  );
});

test("no tokenizer: says which files a cross-encoder needs", () => {
  expect(() => chooseFiles(["config.json", "model.onnx", "vocab.txt"], {}, "org/name")).toThrow(
    "org/name has no tokenizer.json, no tokenizer_config.json; a cross-encoder needs config.json, tokenizer.json, tokenizer_config.json",
  );
});
