// Writes a model with random weights into .cache/bench-models: tsx test/bench/make-model.ts minilm|tinybert|bge-base|minilm-colbert|bundled|gemm
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bertGraph } from "./model/bert-graph.ts";
import { checkModel } from "./model/check-model.ts";
import { gemmGraph } from "./model/gemm-graph.ts";
import { colbert, modelFiles, precisions, type Shape, type ShapeName, shapes } from "./model/shapes.ts";
import { bundledModel, modelsFolder, tokenizerFolder } from "./paths.ts";

const seed = 20261120;

/**
 * Written under another name first: a folder with the right name is complete.
 *
 * @param dimensions of a vector for each token; default: a logit for each pair
 */
async function makeModel(name: string, shape: Shape, dimensions?: number): Promise<void> {
  const folder = join(modelsFolder, name);
  if (existsSync(folder)) return;
  const draft = `${folder}.${process.pid}`;
  mkdirSync(join(draft, "onnx"), { recursive: true });
  const tokenizer = tokenizerFolder(shape.tokenizer);
  for (const file of ["tokenizer.json", "tokenizer_config.json"]) copyFileSync(join(tokenizer, file), join(draft, file));
  const { vocab_size: vocabulary } = JSON.parse(readFileSync(join(tokenizer, "config.json"), "utf8")) as { vocab_size: number };
  writeFileSync(join(draft, "config.json"), JSON.stringify(configOf(shape, vocabulary), null, 2));
  for (const precision of precisions) {
    writeFileSync(join(draft, modelFiles[precision]), bertGraph({ ...shape, vocabulary, precision, seed, dimensions }));
  }
  if (dimensions === undefined) {
    const check = await checkModel(draft, vocabulary);
    process.stderr.write(`${name} ${JSON.stringify(check)}\n`);
    writeFileSync(join(draft, "check.json"), JSON.stringify(check));
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
}

function configOf({ layers, hidden, heads, feedForward }: Shape, vocabulary: number): object {
  return {
    model_type: "bert",
    architectures: ["BertForSequenceClassification"],
    hidden_size: hidden,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    intermediate_size: feedForward,
    vocab_size: vocabulary,
    max_position_embeddings: 512,
    type_vocab_size: 2,
    pad_token_id: 0,
    id2label: { 0: "LABEL_0" },
  };
}

function makeGemm(): void {
  const { hidden, feedForward } = shapes.minilm;
  mkdirSync(modelsFolder, { recursive: true });
  writeFileSync(join(modelsFolder, "gemm.onnx"), gemmGraph(hidden, feedForward));
}

/** The bundled model's files, where transformers.js looks for them. */
function copyBundled(): void {
  const folder = join(modelsFolder, "bundled");
  mkdirSync(join(folder, "onnx"), { recursive: true });
  for (const file of ["tokenizer.json", "tokenizer_config.json", "config.json"])
    copyFileSync(join(bundledModel, file), join(folder, file));
  copyFileSync(join(bundledModel, "model.onnx"), join(folder, modelFiles.fp32));
}

const [name] = process.argv.slice(2);
if (name === "gemm") makeGemm();
else if (name === "bundled") copyBundled();
else if (name === colbert.name) await makeModel(name, shapes[colbert.shape], colbert.dimensions);
else if (name && name in shapes) await makeModel(name, shapes[name as ShapeName]);
else throw new Error(`make-model: ${[...Object.keys(shapes), colbert.name].join(", ")}, bundled or gemm, not ${name}`);
