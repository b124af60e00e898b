import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { bundledFile, type ModelFiles, makeModelFolder } from "../../../data/model-folder.ts";
import { makeTemporaryFolder } from "../../../data/temporary-folder.ts";
import { tinyOnnx } from "../../../data/tiny-onnx.ts";

const query = "install rust";
const documents = ["rust", "install rust rust"];

/** That a model directory is refused with this code and these words. */
async function expectRefusal(model: string, code: string, ...words: string[]) {
  const refused = createReranker({ local: { model } });
  await expect(refused).rejects.toMatchObject({ name: "RerankError", code, retryable: false });
  for (const word of words) await expect(refused).rejects.toThrow(word);
}

test("a folder that does not exist is named", async () => {
  const folder = join(await makeTemporaryFolder(), "nowhere");
  await expectRefusal(folder, "model_not_found", folder);
});

test("a file in place of the folder is named", async () => {
  const file = join(await makeModelFolder(), "model.onnx");
  await expectRefusal(file, "model_not_found", file);
});

for (const name of ["model.onnx", "tokenizer.json", "tokenizer_config.json", "config.json"]) {
  test(`${name} missing: it and the folder are named`, async () => {
    const folder = await makeModelFolder({ [name]: undefined });
    await expectRefusal(folder, "model_not_found", name, folder);
  });
}

const corrupt: [name: string, files: ModelFiles, code: string, words: string[]][] = [
  ["model.onnx is garbage", { "model.onnx": "garbage" }, "invalid_model", ["model.onnx cannot be loaded"]],
  ["model.onnx is empty", { "model.onnx": "" }, "invalid_model", ["model.onnx cannot be loaded"]],
  ["model.onnx is cut off", { "model.onnx": tinyOnnx().slice(0, -40) }, "invalid_model", ["model.onnx cannot be loaded"]],
  ["model.onnx is a page of HTML", { "model.onnx": "<!doctype html><p>404" }, "invalid_model", ["model.onnx cannot be loaded"]],
  ["config.json is not JSON", { "config.json": "{" }, "invalid_model", ["config.json is not valid JSON"]],
  ["config.json is a list", { "config.json": "[]" }, "invalid_model", ["config.json must hold a JSON object"]],
  ["model.json is not JSON", { "model.json": "blend: 0.3" }, "invalid_model", ["model.json is not valid JSON"]],
  ["tokenizer.json is not JSON", { "tokenizer.json": "{ not json" }, "invalid_tokenizer", ["tokenizer.json is not valid JSON"]],
  ["tokenizer.json is no tokenizer", { "tokenizer.json": {} }, "invalid_tokenizer", ["tokenizer.json is not a tokenizer"]],
  ["tokenizer.json is null", { "tokenizer.json": "null" }, "invalid_tokenizer", ["tokenizer.json is not a tokenizer"]],
  [
    "tokenizer.json is another file of the model",
    { "tokenizer.json": { model_type: "bert", vocab_size: 24896 } },
    "invalid_tokenizer",
    ["tokenizer.json is not a tokenizer"],
  ],
  [
    "tokenizer_config.json is not JSON",
    { "tokenizer_config.json": "" },
    "invalid_tokenizer",
    ["tokenizer_config.json is not valid JSON"],
  ],
  [
    "the tokenizer knows more pieces than the model",
    { "config.json": { vocab_size: 24895 } },
    "invalid_tokenizer",
    ["tokenizer.json has 24896 pieces but the model knows 24895"],
  ],
];

for (const [name, files, code, words] of corrupt) {
  test(name, async () => {
    await expectRefusal(await makeModelFolder(files), code, ...words);
  });
}

test("the bundled weights cut in half are refused", async () => {
  const weights = await bundledFile("model.onnx");
  const folder = await makeModelFolder({ "model.onnx": weights.subarray(0, weights.length / 2) });
  await expectRefusal(folder, "invalid_model", join(folder, "model.onnx"));
});

test("a folder that was refused is served once its files are right", async () => {
  const folder = await makeModelFolder({ "model.onnx": "garbage" });
  await expectRefusal(folder, "invalid_model");
  await writeFile(join(folder, "model.onnx"), tinyOnnx());
  await using reranker = await createReranker({ local: { model: folder } });
  expect((await reranker.rerank(query, documents)).results.map(({ index }) => index)).toEqual([1, 0]);
});

test("onnx/model.onnx is found", async () => {
  const folder = await makeModelFolder({
    "model.onnx": undefined,
    "onnx/model.onnx": tinyOnnx(),
    "onnx/model_int8.onnx": "garbage",
  });
  await using reranker = await createReranker(`local:${folder}`);
  expect((await reranker.rerank(query, documents)).results.map(({ index }) => index)).toEqual([1, 0]);
});

test("the only variant in onnx/ is found", async () => {
  const folder = await makeModelFolder({ "model.onnx": undefined, "onnx/model_int8.onnx": tinyOnnx(), "onnx/decoder.onnx": "" });
  await using reranker = await createReranker({ local: folder });
  expect(reranker.id).toBe(`local:${basename(folder)}`);
});

test("of several variants none is guessed: they are named, and the option file chooses", async () => {
  const variants = { "onnx/model_int8.onnx": tinyOnnx(), "onnx/model_fp16.onnx": "garbage" };
  const folder = await makeModelFolder({ "model.onnx": undefined, ...variants });
  await expectRefusal(folder, "model_not_found", "onnx/model_int8.onnx", "onnx/model_fp16.onnx", "option file");
  await using reranker = await createReranker({ local: { model: folder, file: "onnx/model_int8.onnx" } });
  expect((await reranker.rerank(query, documents)).results.map(({ index }) => index)).toEqual([1, 0]);
  const missing = createReranker({ local: { model: folder, file: "onnx/model_q4.onnx" } });
  await expect(missing).rejects.toMatchObject({
    code: "model_not_found",
    message: expect.stringContaining("onnx/model_q4.onnx"),
  });
});

test("an empty folder says what is missing first", async () => {
  const folder = await makeTemporaryFolder();
  await mkdir(join(folder, "onnx"));
  await expectRefusal(folder, "model_not_found", "no model.onnx or onnx/model.onnx");
});
