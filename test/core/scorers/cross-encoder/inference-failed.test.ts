import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { makeModelFolder, tokenId } from "../../../data/model-folder.ts";
import { tinyOnnx } from "../../../data/tiny-onnx.ts";

/** A model that was made for a smaller vocabulary, and whose config.json does not say so. */
async function load() {
  const [known, unknown] = await Promise.all(["rust", "bread"].map(tokenId));
  expect(known).toBeLessThan(unknown as number);
  return makeModelFolder({ "config.json": {}, "model.onnx": tinyOnnx({ tableSize: unknown }) });
}

test("a model that fails on one document: a typed error, and the next call is served", async () => {
  await using reranker = await createReranker({ local: { model: await load() } });
  const call = reranker.rerank("rust", ["rust", "bread"]);
  await expect(call).rejects.toMatchObject({ name: "RerankError", code: "inference_failed" });
  await expect(call).rejects.toThrow("model.onnx failed on a batch");
  expect((await reranker.rerank("rust", ["rust"])).results).toHaveLength(1);
});

test("with a config.json that knows its vocabulary it is refused when it is loaded", async () => {
  const folder = await makeModelFolder({ "config.json": { vocab_size: 15_000 }, "model.onnx": tinyOnnx({ tableSize: 15_000 }) });
  await expect(createReranker({ local: { model: folder } })).rejects.toMatchObject({ code: "invalid_tokenizer" });
});
