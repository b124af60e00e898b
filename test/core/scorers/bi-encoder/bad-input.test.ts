import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import type { ModelFiles } from "../../../data/model-folder.ts";
import { tinyOnnx } from "../../../data/tiny-onnx.ts";
import { makeTokenModel, type TokenGraphOptions } from "../../../data/token-model.ts";

async function load(graph: TokenGraphOptions, files: ModelFiles, options: object) {
  return createReranker({ biEncoder: { model: await makeTokenModel(graph, files), ...options } });
}

const dense = {
  "modules.json": [
    { path: "", type: "sentence_transformers.models.Transformer" },
    { path: "1_Pooling", type: "sentence_transformers.models.Pooling" },
    { path: "2_Dense", type: "sentence_transformers.models.Dense" },
  ],
  "2_Dense/config.json": { in_features: 8, out_features: 4 },
};

const refused: [name: string, graph: TokenGraphOptions, files: ModelFiles, options: object, code: string, words: string[]][] = [
  [
    "vectors of tokens, and nothing that says how one is made of them",
    {},
    {},
    {},
    "invalid_config",
    ["returns a vector for each token", "set pooling to mean, cls, last or max"],
  ],
  [
    "a way of pooling that is not known",
    {},
    { "1_Pooling/config.json": { pooling_mode_weightedmean_tokens: true } },
    {},
    "invalid_model",
    ["1_Pooling/config.json asks for pooling_mode_weightedmean_tokens", "known are"],
  ],
  [
    "two ways of pooling at once",
    {},
    { "1_Pooling/config.json": { pooling_mode_cls_token: true, pooling_mode_mean_tokens: true } },
    {},
    "invalid_model",
    ["pooling_mode_cls_token and pooling_mode_mean_tokens"],
  ],
  [
    "a prompt that is no part of the mean",
    {},
    {
      "1_Pooling/config.json": { pooling_mode_mean_tokens: true, include_prompt: false },
      "config_sentence_transformers.json": { prompts: { query: "query: " } },
    },
    {},
    "invalid_model",
    ["leaves the prompt out of the mean"],
  ],
  [
    "a graph that ends before a dense layer",
    {},
    dense,
    { pooling: "mean" },
    "invalid_model",
    ["ends before the dense layer", "4 dimensions", "sentence_embedding"],
  ],
  ["integers", {}, { "model.onnx": tinyOnnx({ type: "int64" }) }, {}, "invalid_model", ["type int64", "a vector for each text"]],
  [
    "a prompt that fills the window",
    {},
    {},
    { pooling: "mean", maxTokens: 8, queryPrompt: "one two three four five six seven" },
    "invalid_config",
    ["maxTokens 8 leaves no room for a query behind its prompt"],
  ],
  [
    "vectors that are all alike",
    { constant: true },
    { "model.json": { trust: "error" } },
    { pooling: "mean" },
    "untrustworthy_model",
    ["gives every pair the same score"],
  ],
];

for (const [name, graph, files, options, code, words] of refused) {
  test(`${name}: refused when it is loaded, saying what was found`, async () => {
    const refusal = load(graph, files, options);
    await expect(refusal).rejects.toMatchObject({ name: "RerankError", code });
    for (const word of words) await expect(refusal).rejects.toThrow(word);
  });
}

test("a dense layer is of no concern where the graph does everything", async () => {
  await using reranker = await load({ pools: true, output: "sentence_embedding" }, dense, {});
  expect((await reranker.rerank("rust", ["rust"])).results[0]?.score).toBeGreaterThan(0);
});
