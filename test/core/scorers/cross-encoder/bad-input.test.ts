import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { externalOnnx } from "../../../data/external-onnx.ts";
import { type ModelFiles, makeModelFolder } from "../../../data/model-folder.ts";
import { type TinyOnnxOptions, tinyOnnx } from "../../../data/tiny-onnx.ts";

/** That a model is refused when it is loaded, with this code and these words. */
async function expectRefusal(files: ModelFiles, code: string, ...words: string[]) {
  const refused = createReranker({ local: { model: await makeModelFolder(files) } });
  await expect(refused).rejects.toMatchObject({ name: "RerankError", code, retryable: false });
  for (const word of words) await expect(refused).rejects.toThrow(word);
}

const graph = (options: TinyOnnxOptions) => ({ "model.onnx": tinyOnnx(options) });

test("operators of a version that the engine does not know: what can be done is said", async () => {
  await expectRefusal(graph({ opset: 99 }), "invalid_model", "model.onnx cannot be loaded", "export it for an older opset");
});

test("weights in a file that is missing: it is named", async () => {
  const { graph: model } = externalOnnx("model.onnx_data", 30_000);
  await expectRefusal({ "model.onnx": model }, "invalid_model", "model.onnx_data", "put it there");
});

test("weights in a file beside the graph are read", async () => {
  const { graph: model, data } = externalOnnx("model.onnx_data", 30_000);
  await using reranker = await createReranker({
    local: { model: await makeModelFolder({ "model.onnx": model, "model.onnx_data": data }) },
  });
  expect((await reranker.rerank("rust", ["rust"])).results).toHaveLength(1);
});

test("a tokenizer with more pieces than the graph has embeddings", async () => {
  await expectRefusal(
    { ...graph({ tableSize: 1000 }), "config.json": {} },
    "invalid_model",
    "does not take a batch",
    "is the tokenizer its own",
  );
});

test("a window beyond the positions of config.json", async () => {
  const files = { "config.json": { max_position_embeddings: 64 }, "model.json": { maxTokens: 128 } };
  await expectRefusal(files, "invalid_model", "maxTokens 128", "64 positions");
});

test("a graph whose every score is NaN", async () => {
  await expectRefusal(
    { ...graph({ weights: [Number.NaN] }), "model.json": undefined },
    "untrustworthy_model",
    "scores that are no numbers",
  );
});

test("a language model without a template", async () => {
  await expectRefusal(
    { ...graph({ weights: [1] }), "model.json": { template: ["{query}"] } },
    "invalid_config",
    "template must name",
  );
});

test("an answer that is no single token", async () => {
  const own = { template: ["{query}", "{document}"], yes: "quite relevant indeed" };
  await expectRefusal({ "model.json": own }, "invalid_config", '"quite relevant indeed" is not one token');
});

test("an unknown head in model.json", async () => {
  await expectRefusal({ "model.json": { head: "softmax" } }, "invalid_model", "model.json", "head");
});

test("an unknown tokenizer in a configuration", async () => {
  await expect(createReranker('{ "local": { "tokenizer": "sentencepiece" } }')).rejects.toMatchObject({ code: "invalid_config" });
});
