import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { makeModelFolder, tokenId } from "../../../data/model-folder.ts";
import { tinyOnnx } from "../../../data/tiny-onnx.ts";

/** A model with fewer positions than its config.json says, in a table whose name does not tell what it is. */
const load = () => makeModelFolder({ "model.onnx": tinyOnnx({ positions: 16 }) });
const words = (count: number) => Array.from({ length: count }, () => "rust").join(" ");

test("a model that fails on one document: a typed error that says why, and the next call is served", async () => {
  await using reranker = await createReranker({ local: { model: await load() } });
  const call = reranker.rerank("rust", ["rust", words(20)]);
  await expect(call).rejects.toMatchObject({ name: "RerankError", code: "inference_failed" });
  await expect(call).rejects.toThrow("model.onnx failed on a batch");
  await expect(call).rejects.toThrow("is maxTokens too high?");
  expect((await reranker.rerank("rust", ["rust"])).results).toHaveLength(1);
});

test("with maxTokens within its positions the same document is cut and scored", async () => {
  await using reranker = await createReranker({ local: { model: await load(), maxTokens: 16 } });
  const { receipt } = await reranker.rerank("rust", [words(20)]);
  // [CLS], the query, two [SEP], and 12 of the document.
  expect(receipt.truncated).toEqual([{ index: 0, keptTokens: 12, totalTokens: 20 }]);
});

test("a config.json that knows the model's vocabulary refuses a larger tokenizer when it is loaded", async () => {
  const folder = await makeModelFolder({ "config.json": { vocab_size: 15_000 }, "model.onnx": tinyOnnx({ tableSize: 15_000 }) });
  await expect(createReranker({ local: { model: folder } })).rejects.toMatchObject({ code: "invalid_tokenizer" });
});

test("where no config.json knows it, the graph is asked for the tokenizer's last token", async () => {
  const tableSize = await tokenId("bread");
  const refused = createReranker({
    local: { model: await makeModelFolder({ "config.json": {}, "model.onnx": tinyOnnx({ tableSize }) }) },
  });
  await expect(refused).rejects.toMatchObject({ code: "invalid_tokenizer" });
  await expect(refused).rejects.toThrow("tokenizer.json has 24896 pieces");
  await expect(refused).rejects.toThrow("does not know the last");
});
