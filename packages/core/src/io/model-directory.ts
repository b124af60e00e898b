import { access, readdir, stat } from "node:fs/promises";
import { basename, join, resolve, sep } from "node:path";
import * as v from "valibot";
import { RerankError } from "../contract/index.ts";
import { repositoryOf } from "./hub/cache-layout.ts";
import { type ModelLayout, modelLayoutEntries } from "./model-layout.ts";
import { readJsonFile } from "./read-json-file.ts";

/** A cross-encoder's files as the Hugging Face Hub lays them out. */
export interface ModelDirectory extends TokenizerDirectory {
  modelFile: string;
}

/** The same without the weights, as where they are on a server. */
export interface TokenizerDirectory {
  directory: string;
  tokenizerFile: string;
  tokenizerConfigFile: string;
  /** `config.json`, with the values of an optional `model.json` beside it, which is secondpass's own. */
  config: ModelConfig;
}

/** The fields that secondpass reads of `config.json` and `model.json`; others are ignored. */
export interface ModelConfig extends ModelLayout {
  /** Name used in the reranker's id. From `model.json`; default: the directory's name, or in the Hub's cache the repository's. */
  name?: string;
  /** Weight of the first stage in the final order, 0 to 1. From `model.json`; default: 0. */
  blend?: number;
  /** Weight of the likeness to the best candidates in the final order, 0 to 1. From `model.json`; default: 0. */
  feedback?: number;
  /** Most tokens of a micro-batch, padding included. From `model.json`. */
  maxPaddedTokens?: number;
  /** Most tokens of a pair. From `model.json`; default: the smaller of the position table and the tokenizer's limit. */
  maxTokens?: number;
  model_type?: string;
  max_position_embeddings?: number;
  position_embedding_type?: string;
  position_biased_input?: boolean;
  vocab_size?: number;
  hidden_size?: number;
  type_vocab_size?: number;
  pad_token_id?: number;
  problem_type?: string | null;
  id2label?: Record<string, string>;
}

const share = v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));
const count = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));

// Written by hand, so checked: a limit that is no number would cut every document to nothing.
const ownConfigSchema = v.looseObject({
  name: v.optional(v.pipe(v.string(), v.nonEmpty())),
  blend: share,
  feedback: share,
  maxPaddedTokens: count,
  maxTokens: count,
  ...modelLayoutEntries,
});

// Full precision first: it is the reference that the other files approximate.
const preferredModelFiles = ["model.onnx", "onnx/model.onnx"];

/**
 * Finds a model's files.
 *
 * @param file ONNX file inside the directory; default: `model.onnx`, `onnx/model.onnx`, or the only `onnx/model*.onnx`
 * @throws {RerankError} `model_not_found` naming the missing file, `invalid_model` for a corrupt `config.json` or `model.json`
 */
export async function readModelDirectory(directory: string, file?: string): Promise<ModelDirectory> {
  const root = await requireDirectory(directory);
  const modelFile = file === undefined ? await findModelFile(root) : await requireFile(root, file);
  return { modelFile, ...(await readTokenizerDirectory(directory)) };
}

/**
 * Finds a model's files, whether or not its weights are there.
 *
 * @throws {RerankError} `model_not_found` naming the missing file, `invalid_model` for a corrupt `config.json` or `model.json`
 */
export async function readTokenizerDirectory(directory: string): Promise<TokenizerDirectory> {
  const root = await requireDirectory(directory);
  const codes = { missing: "model_not_found", corrupt: "invalid_model" } as const;
  const hubConfig = asObject(await readJsonFile(join(root, "config.json"), codes), join(root, "config.json"));
  const ownFile = join(root, "model.json");
  const ownConfig = (await exists(ownFile)) ? checkOwnConfig(asObject(await readJsonFile(ownFile, codes), ownFile), ownFile) : {};
  return {
    directory: root,
    tokenizerFile: await requireFile(root, "tokenizer.json"),
    tokenizerConfigFile: await requireFile(root, "tokenizer_config.json"),
    config: { name: nameOf(root), ...hubConfig, ...ownConfig },
  };
}

async function requireDirectory(directory: string): Promise<string> {
  const root = resolve(directory);
  const info = await stat(root).catch(() => undefined);
  if (!info?.isDirectory()) {
    throw new RerankError(
      "model_not_found",
      `there is no model directory at ${directory}; a spec is local, local:<directory> or local:<organisation/name> of a model on the Hub`,
    );
  }
  return root;
}

// A snapshot in the Hub's cache is named for its commit; `models--organisation--name` above it says whose it is.
function nameOf(root: string): string {
  const [folder = "", snapshots] = root.split(sep).slice(-3);
  return (snapshots === "snapshots" ? repositoryOf(folder) : undefined) ?? basename(root);
}

async function findModelFile(root: string): Promise<string> {
  for (const name of preferredModelFiles) {
    if (await exists(join(root, name))) return join(root, name);
  }
  const names = await readdir(join(root, "onnx")).catch((): string[] => []);
  const variants = names.filter((name) => /^model.*\.onnx$/.test(name)).map((name) => `onnx/${name}`);
  if (variants.length === 1) return join(root, variants[0] as string);
  const found = variants.length > 1 ? `; choose one with the option file: ${variants.join(", ")}` : "";
  throw new RerankError("model_not_found", `no ${preferredModelFiles.join(" or ")} in ${root}${found}`);
}

async function requireFile(root: string, name: string): Promise<string> {
  const path = join(root, name);
  if (await exists(path)) return path;
  throw new RerankError("model_not_found", `${name} is missing in ${root}`);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function asObject(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new RerankError("invalid_model", `${path} must hold a JSON object`);
}

function checkOwnConfig(config: Record<string, unknown>, path: string): ModelConfig {
  const result = v.safeParse(ownConfigSchema, config);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new RerankError("invalid_model", `${path}: ${v.getDotPath(issue)} cannot be ${JSON.stringify(issue.input)}`);
}
