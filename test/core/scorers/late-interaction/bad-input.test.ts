import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import type { ModelFiles } from "../../../data/model-folder.ts";
import { tinyOnnx } from "../../../data/tiny-onnx.ts";
import { makeTokenModel, markers, type TokenGraphOptions, tokenGraph, tokenizerWithMarkers } from "../../../data/token-model.ts";

interface Given {
  graph?: TokenGraphOptions;
  files?: ModelFiles;
  options?: object;
}

async function load({ graph, files, options }: Given) {
  return createReranker({ lateInteraction: { model: await makeTokenModel(graph, files), ...options } });
}

const trusting = { "model.json": { trust: "error" } };

const refused: [name: string, given: Given, code: string, words: string[]][] = [
  [
    "one vector for each text",
    { graph: { pools: true } },
    "invalid_model",
    ["does not take a batch of two texts", "shape 2 x 8", "three axes: texts, tokens and dimensions", "is a biEncoder"],
  ],
  ["a cross-encoder", { files: { "model.onnx": tinyOnnx() } }, "invalid_model", ["shape 2 x 1", "three axes"]],
  ["integers for vectors", { files: { "model.onnx": tinyOnnx({ type: "int64" }) } }, "invalid_model", ["type int64"]],
  [
    "several outputs, none of a usual name",
    { graph: { output: "start", others: ["end"] } },
    "invalid_model",
    ["outputs start, end", "one of them must be named contextual or token_embeddings or last_hidden_state"],
  ],
  [
    "vectors of another length than the model's files say",
    { graph: { dimensions: 16 }, files: { "artifact.metadata": { dim: 8 } } },
    "invalid_model",
    ["vectors of 16 dimensions", "the model has 8", "the last layer, which makes vectors comparable, is missing"],
  ],
  ["a file that is no graph", { files: { "model.onnx": "weights" } }, "invalid_model", ["model.onnx cannot be loaded"]],
  ["no graph", { files: { "model.onnx": undefined } }, "model_not_found", ["model.onnx"]],
  [
    "a tokenizer without the markers",
    { files: { "tokenizer.json": await tokenizerWithMarkers({ query: markers.query, other: "[D]" }) } },
    "invalid_tokenizer",
    ['no token "[unused1]"', "before every document", "set documentMarker", '"" for none'],
  ],
  [
    "no token to fill queries up with",
    {
      files: {
        "tokenizer_config.json": { tokenizer_class: "BertTokenizer", do_lower_case: true },
        "config.json": { vocab_size: 24_898 },
      },
    },
    "invalid_tokenizer",
    ["no mask token", "set expandQueries to false"],
  ],
  [
    "a tokenizer with more pieces than the model",
    { files: { "config.json": { vocab_size: 1000 } } },
    "invalid_tokenizer",
    ["24898 pieces but the model knows 1000"],
  ],
  [
    "positions for less than a document, by config.json",
    { files: { "config.json": { max_position_embeddings: 128 } } },
    "invalid_config",
    ["positions for 128 tokens", "documentLength 180"],
  ],
  [
    "vectors that are all alike",
    { graph: { constant: true }, files: trusting },
    "untrustworthy_model",
    ["gives every pair the same score", "vectors are all alike", 'set trust to "warn" or "off"'],
  ],
  ["an unknown key of model.json's", { files: { "model.json": { skipWords: "." } } }, "invalid_model", ["skipWords"]],
];

for (const [name, given, code, words] of refused) {
  test(`${name}: refused when it is loaded, saying what was found`, async () => {
    const refusal = load(given);
    await expect(refusal).rejects.toMatchObject({ name: "RerankError", code, retryable: false });
    for (const word of words) await expect(refusal).rejects.toThrow(word);
  });
}

test("the least query: one token between what stands around it", async () => {
  await using reranker = await load({ options: { queryLength: 4 } });
  const { receipt } = await reranker.rerank("install rust", ["rust"]);
  expect(receipt.warnings.map(({ code }) => code)).toEqual(["query_truncated"]);
});

test("a document beyond the graph's own table of positions fails its call, and the next is served", async () => {
  await using reranker = await load({ graph: { positions: 64 } });
  await expect(reranker.rerank("rust", ["rust ".repeat(100)])).rejects.toMatchObject({ code: "inference_failed" });
  expect((await reranker.rerank("rust", ["rust"])).results).toHaveLength(1);
});

test("vectors as long as hidden states: every receipt says that a layer may be missing, unless it is said to be meant", async () => {
  await using reranker = await load({ graph: { dimensions: 16 } });
  for (let call = 0; call < 2; call++) {
    const { receipt } = await reranker.rerank("rust", ["rust"]);
    expect(receipt.warnings).toEqual([{ code: "no_projection", message: expect.stringContaining("set dimensions to 16") }]);
  }
  await using meant = await load({ graph: { dimensions: 16 }, options: { dimensions: 16 } });
  expect((await meant.rerank("rust", ["rust"])).receipt.warnings).toEqual([]);
});

test("an output by its name", async () => {
  const graph = { output: "first", others: ["second"] };
  await using reranker = await load({ graph, options: { output: "second", dimensions: 16 } });
  expect((await reranker.rerank("rust", ["rust"])).results).toHaveLength(1);
});

test("an output of a usual name among others", async () => {
  await using reranker = await load({ graph: { output: "last_hidden_state", others: ["pooler_output"] } });
  expect((await reranker.rerank("rust", ["rust"])).results).toHaveLength(1);
});

test("trust: a model with random vectors passes where equal words are alike, and one that is told nothing apart is served if asked for", async () => {
  await using trusted = await load({ graph: { hidden: 64, dimensions: 48 }, files: trusting, options: { expandQueries: false } });
  expect((await trusted.rerank("rust", ["rust"])).receipt.warnings).toEqual([]);
  await using served = await load({ graph: { constant: true }, options: { trust: "warn" } });
  expect((await served.rerank("rust", ["rust"])).receipt.warnings.map(({ code }) => code)).toEqual(["untrustworthy_model"]);
});

test("markers that PyLate writes with a space at the end are found without it", async () => {
  const files = {
    "tokenizer.json": await tokenizerWithMarkers({ query: "[Q]", document: "[D]" }),
    "config_sentence_transformers.json": { query_prefix: "[Q] ", document_prefix: "[D] " },
  };
  await using reranker = await load({ files });
  await using same = await load({});
  const scores = async (of: typeof reranker) =>
    (await of.rerank("install rust", ["rust", "iron"])).results.map(({ score }) => score);
  // The same ids under other names.
  expect(await scores(reranker)).toEqual(await scores(same));
});

test("a tokenizer's markers are not read out of a text", async () => {
  const tokenizer = await tokenizerWithMarkers();
  expect(JSON.stringify(tokenizer)).toContain(markers.query);
  await using reranker = await load({});
  expect((await reranker.rerank("[unused0] rust", ["rust [unused1]"])).results).toHaveLength(1);
});

test("the size of a graph in tests: the projection is what makes vectors shorter", () => {
  expect(tokenGraph({ dimensions: 16 }).length).toBeLessThan(tokenGraph().length);
});
