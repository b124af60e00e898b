import { appendFile, realpath, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findKnownModel, knownModels, listModels, modelDtypes, pullModel, verifyModel } from "secondpass/models";
import { expect, test } from "vitest";
import { stubHubEnvironment } from "../../../data/hub-environment.ts";
import { repositoryOf } from "../../../data/hub-repository.ts";
import { startHubServer } from "../../../data/hub-server.ts";
import { files } from "./hub-kit.ts";

const id = "org/tiny";

async function pulled() {
  const cacheDir = await stubHubEnvironment(await startHubServer({ [id]: repositoryOf(files) }));
  return { cacheDir, ...(await pullModel({ model: id })) };
}

test("every file of a fresh model is sound", async () => {
  const { model } = await pulled();
  const { isSound, commit, files: found } = await verifyModel({ model: id });
  expect({ isSound, commit }).toEqual({ isSound: true, commit: model.revision });
  expect(found.map(({ path, status }) => `${path} ${status}`)).toEqual([
    "config.json ok",
    "onnx/model.onnx ok",
    "onnx/model.onnx_data ok",
    "special_tokens_map.json ok",
    "tokenizer.json ok",
    "tokenizer_config.json ok",
  ]);
});

test.each([
  ["changed", "wrong_hash", (blob: string) => writeFile(blob, Buffer.alloc(300, 9))],
  ["cut off", "wrong_size", (blob: string) => truncate(blob, 10)],
  ["longer", "wrong_size", (blob: string) => appendFile(blob, "x")],
  ["gone", "missing", (blob: string) => rm(blob)],
])("a file that is %s is found, with and without the list of files", async (_, status, damage) => {
  const { directory, cacheDir } = await pulled();
  await damage(await realpath(join(directory, "onnx/model.onnx")));
  const { isSound, files: found } = await verifyModel({ model: id });
  expect(isSound).toBe(false);
  expect(found.filter((file) => file.status !== "ok")).toEqual([expect.objectContaining({ path: "onnx/model.onnx", status })]);
  // Then the blob's own name is its hash.
  await rm(join(cacheDir, "models--org--tiny/trees"), { recursive: true });
  expect((await verifyModel({ model: id })).isSound).toBe(false);
});

test("nothing cached: says how to fetch it", async () => {
  await stubHubEnvironment();
  await expect(verifyModel({ model: id })).rejects.toMatchObject({
    code: "model_not_found",
    message: /secondpass models pull org\/tiny/,
  });
});

test("the list has the known models, and others that the cache holds", async () => {
  await stubHubEnvironment();
  const before = await listModels();
  expect(before.map(({ id }) => id)).toEqual(knownModels.map(({ id }) => id));
  expect(before.every(({ cached }) => !cached)).toBe(true);
  const { model } = await pulled();
  const others = (await listModels()).filter(({ cached }) => cached);
  expect(others).toEqual([{ id, repository: id, cached: true, commits: [model.revision] }]);
});

test("the registry: names once, licences, and no invented hashes", () => {
  const names = knownModels.flatMap(({ id, aliases = [], onnx }) => [
    id,
    ...aliases,
    ...(onnx.repository ? [onnx.repository] : []),
  ]);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  for (const model of knownModels) {
    expect(findKnownModel(model.id)).toBe(model);
    expect(model.nonCommercial ?? false, model.id).toBe(/-nc-/.test(model.licence));
    expect(Object.keys(model.onnx.files).filter((dtype) => !(modelDtypes as readonly string[]).includes(dtype))).toEqual([]);
    expect(model.maxTokens).toBeGreaterThanOrEqual(256);
    expect(model.parameters).toBeGreaterThan(1e6);
  }
  expect(JSON.stringify(knownModels)).not.toMatch(/[0-9a-f]{40}/);
});

// What the project set out to know.
test.each([
  [
    "cross-encoder/ms-marco-",
    ["TinyBERT-L2-v2", "MiniLM-L2-v2", "MiniLM-L4-v2", "MiniLM-L6-v2", "MiniLM-L12-v2", "electra-base"],
  ],
  ["BAAI/bge-reranker-", ["base", "large", "v2-m3", "v2-gemma"]],
  ["jinaai/jina-reranker-", ["v1-tiny-en", "v1-turbo-en", "v2-base-multilingual", "v3"]],
  ["mixedbread-ai/mxbai-rerank-", ["xsmall-v1", "base-v1", "large-v1", "base-v2", "large-v2"]],
  ["Alibaba-NLP/gte-", ["multilingual-reranker-base", "reranker-modernbert-base"]],
  ["cross-encoder/ettin-reranker-", ["17m-v1", "32m-v1", "68m-v1", "150m-v1", "400m-v1", "1b-v1"]],
  ["Qwen/Qwen3-Reranker-", ["0.6B"]],
  ["colbert-ir/", ["colbertv2.0"]],
  ["answerdotai/", ["answerai-colbert-small-v1"]],
  ["jinaai/jina-colbert-", ["v2"]],
])("the registry knows %s", (family, names) => {
  expect(knownModels.filter(({ id }) => id.startsWith(family)).map(({ id }) => id.slice(family.length))).toEqual(names);
});
