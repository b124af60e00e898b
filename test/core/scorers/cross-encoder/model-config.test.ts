import { basename } from "node:path";
import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { bundledFile, makeModelFolder } from "../../../data/model-folder.ts";

test("without a model.json: the folder's name, no blending, the limit of config.json", async () => {
  const folder = await makeModelFolder({ "config.json": { max_position_embeddings: 128 } });
  await using reranker = await createReranker({ local: { model: folder } });
  expect(reranker).toMatchObject({
    id: `local:${basename(folder)}`,
    scoreScale: "logit",
    supports: { pointwise: true, maxTokens: 128 },
  });
  expect((await reranker.rerank("rust", ["a"])).receipt.blend).toBeUndefined();
});

test("model.json names the model, asks for blending and sets the limit", async () => {
  const folder = await makeModelFolder({ "model.json": { name: "tiny", blend: 0.5, maxTokens: 16 } });
  await using reranker = await createReranker({ local: { model: folder } });
  // A blended score depends on the other candidates.
  expect(reranker).toMatchObject({ id: "local:tiny", supports: { pointwise: false, maxTokens: 16 } });
  const { receipt } = await reranker.rerank("rust", ["a"]);
  expect(receipt).toMatchObject({ servedBy: "local:tiny", blend: { weight: 0.5 } });
});

test("the option blend goes before model.json", async () => {
  const folder = await makeModelFolder({ "model.json": { blend: 0.5 } });
  await using quarter = await createReranker({ local: { model: folder, blend: 0.25 } });
  await using alone = await createReranker({ local: { model: folder, blend: 0 } });
  expect((await quarter.rerank("rust", ["a"])).receipt.blend?.weight).toBe(0.25);
  expect((await alone.rerank("rust", ["a"])).receipt.blend).toBeUndefined();
});

test("the tokenizer's limit holds where it is the lowest", async () => {
  const config = { ...JSON.parse((await bundledFile("tokenizer_config.json")).toString()), model_max_length: 64 };
  await using reranker = await createReranker({ local: { model: await makeModelFolder({ "tokenizer_config.json": config }) } });
  expect(reranker.supports.maxTokens).toBe(64);
});

test("a tokenizer without a limit leaves the model's", async () => {
  const config = { ...JSON.parse((await bundledFile("tokenizer_config.json")).toString()), model_max_length: 1e30 };
  await using reranker = await createReranker({ local: { model: await makeModelFolder({ "tokenizer_config.json": config }) } });
  expect(reranker.supports.maxTokens).toBe(512);
});

test("a limit that leaves no room for two texts is refused", async () => {
  const folder = await makeModelFolder({ "model.json": { maxTokens: 4 } });
  await expect(createReranker({ local: { model: folder } })).rejects.toMatchObject({
    code: "invalid_config",
    message: expect.stringContaining("maxTokens 4"),
  });
});

for (const wrong of [{ blend: "0.3" }, { blend: 3 }, { maxTokens: "sixteen" }, { maxPaddedTokens: 0 }, { name: 7 }]) {
  test(`${JSON.stringify(wrong)} in model.json is refused, naming file and field`, async () => {
    const folder = await makeModelFolder({ "model.json": wrong });
    const [field] = Object.keys(wrong);
    await expect(createReranker({ local: { model: folder } })).rejects.toMatchObject({
      code: "invalid_model",
      message: expect.stringMatching(`model.json.*${field}`),
    });
  });
}
