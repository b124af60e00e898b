import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";
import { makeTemporaryFolder } from "./temporary-folder.ts";
import { tinyOnnx } from "./tiny-onnx.ts";

/** Content by path inside the folder: bytes and text as they are, objects as JSON, `undefined` for no such file. */
export type ModelFiles = Record<string, string | Uint8Array | object | undefined>;

/**
 * A model directory that is removed when the test ends: the bundled tokenizer, a tiny graph, and what is given instead. A graph that
 * adds up token ids knows nothing of relevance, so `model.json` turns the trust check off where a test does not say otherwise.
 */
export async function makeModelFolder(files: ModelFiles = {}): Promise<string> {
  const folder = await makeTemporaryFolder();
  await fillModelFolder(folder, files);
  return folder;
}

/** Writes the files of a model into a folder. */
export async function fillModelFolder(folder: string, files: ModelFiles = {}): Promise<void> {
  const complete: ModelFiles = {
    "config.json": { max_position_embeddings: 512, vocab_size: 24896, pad_token_id: 0 },
    "tokenizer.json": await bundledFile("tokenizer.json"),
    "tokenizer_config.json": await bundledFile("tokenizer_config.json"),
    "model.onnx": tinyOnnx(),
    ...files,
    "model.json": withoutTrust(files),
  };
  for (const [name, content] of Object.entries(complete)) {
    if (content === undefined) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    const isRaw = typeof content === "string" || content instanceof Uint8Array;
    await writeFile(join(folder, name), isRaw ? content : JSON.stringify(content));
  }
}

function withoutTrust(files: ModelFiles): ModelFiles[string] {
  const { "model.json": own = {} } = files;
  const isMeant = "model.json" in files && files["model.json"] === undefined;
  if (isMeant || typeof own === "string" || own instanceof Uint8Array) return files["model.json"];
  return { trust: "off", ...own };
}

/** One file of the bundled model. */
export function bundledFile(name: string): Promise<Buffer> {
  return readFile(join(modelDirectory, name));
}

let vocabulary: Promise<Record<string, number>> | undefined;

/** Id of a word that the bundled tokenizer keeps whole. */
export async function tokenId(word: string): Promise<number> {
  vocabulary ??= bundledFile("tokenizer.json").then((json) => JSON.parse(json.toString()).model.vocab);
  const id = (await vocabulary)[word];
  if (id === undefined) throw new Error(`${word} is not a piece of the bundled tokenizer`);
  return id;
}
