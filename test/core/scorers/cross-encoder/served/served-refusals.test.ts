import { join } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";
import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { type InferenceServerOptions, startInferenceServer } from "../../../../data/inference-server.ts";
import { makeModelFolder } from "../../../../data/model-folder.ts";
import { tinyOnnx } from "../../../../data/tiny-onnx.ts";

const graph = join(modelDirectory, "model.onnx");
const ids = { name: "input_ids", datatype: "INT64", shape: [-1, -1] };
const logits = { name: "logits", datatype: "FP32", shape: [-1, 1] };

async function refusalOf(options: InferenceServerOptions, triton: object = {}, model: string | Uint8Array = graph) {
  const server = await startInferenceServer(model, options);
  const settings = { baseUrl: server.url, model: "reranker", tokenizer: modelDirectory, retryDelayMs: 1, ...triton };
  await using reranker = await createReranker({ triton: settings });
  return await reranker.rerank("query", ["a document"]).catch((error) => error);
}

const refused: [name: string, metadata: object, words: string][] = [
  [
    "an input that nobody knows how to fill",
    { inputs: [ids, { ...ids, name: "pixels" }], outputs: [logits] },
    "inputs input_ids, pixels",
  ],
  ["no token ids", { inputs: [{ ...ids, name: "attention_mask" }], outputs: [logits] }, "has input_ids"],
  ["text in place of ids", { inputs: [{ ...ids, datatype: "BYTES" }], outputs: [logits] }, "takes input_ids as BYTES"],
  ["an input of one axis", { inputs: [{ ...ids, shape: [-1] }], outputs: [logits] }, "of 1 axes"],
  [
    "no output to choose",
    {
      inputs: [ids],
      outputs: [
        { ...logits, name: "a" },
        { ...logits, name: "b" },
      ],
    },
    "outputs a, b",
  ],
  ["labels in place of scores", { inputs: [ids], outputs: [{ ...logits, datatype: "INT64" }] }, "gives logits as INT64"],
  ["a batch of exactly four", { inputs: [{ ...ids, shape: [4, -1] }], outputs: [logits] }, "exactly 4 pairs"],
];

test.each(refused)("%s: refused by its metadata", async (_, metadata, words) => {
  expect(await refusalOf({ metadata })).toMatchObject({ code: "invalid_model", message: expect.stringContaining(words) });
});

test("a fixed length is told as the maxTokens to set, and then padded to", async () => {
  const fixed = (name: string) => ({ ...ids, name, shape: [-1, 64] });
  const metadata = { inputs: [fixed("input_ids"), fixed("attention_mask"), fixed("token_type_ids")], outputs: [logits] };
  expect(await refusalOf({ metadata })).toMatchObject({
    code: "invalid_config",
    message: expect.stringContaining("set maxTokens to 64"),
  });
  const server = await startInferenceServer(graph, { metadata });
  await using reranker = await createReranker({
    triton: { baseUrl: server.url, model: "reranker", tokenizer: modelDirectory, maxTokens: 64 },
  });
  await reranker.rerank("query", ["a document"]);
  expect(server.requests.at(-1)?.body.inputs[0].shape).toEqual([1, 64]);
});

test("a model that the server does not have", async () => {
  expect(await refusalOf({}, { model: "rerankr" })).toMatchObject({
    code: "invalid_request",
    status: 404,
    retryable: false,
    message: expect.stringMatching(/unknown model: 'rerankr'.*is a model named rerankr loaded\?/),
  });
});

test("a graph that takes other inputs than it declares fails in the server's words", async () => {
  // Declared without the mask that the graph needs.
  const metadata = { inputs: [ids], outputs: [logits] };
  expect(await refusalOf({ metadata })).toMatchObject({
    code: "invalid_request",
    message: expect.stringContaining("expected 3 inputs but got 1"),
  });
});

test("a datatype that the graph does not take fails in the server's words", async () => {
  const inputs = ["input_ids", "attention_mask", "token_type_ids"].map((name) => ({ ...ids, name, datatype: "INT32" }));
  expect(await refusalOf({ metadata: { inputs, outputs: [logits] } })).toMatchObject({
    code: "invalid_request",
    message: expect.stringContaining("data-type is 'INT32', but model expects 'INT64'"),
  });
});

test("a model that does not tell relevant from irrelevant, as with another model's tokenizer", async () => {
  const tokenizer = await makeModelFolder({ "model.onnx": undefined, "model.json": undefined });
  const error = await refusalOf({}, { tokenizer }, tinyOnnx());
  expect(error).toMatchObject({
    code: "untrustworthy_model",
    message: expect.stringContaining("the served model reranker"),
  });
  const warned = await refusalOf({}, { tokenizer, trust: "warn" }, tinyOnnx());
  expect(warned.receipt.warnings).toMatchObject([{ code: "untrustworthy_model" }]);
});

test.each([
  ["another output", { body: { outputs: [{ name: "other", datatype: "FP32", shape: [1, 1], data: [1] }] } }, "invalid_response"],
  ["a page for people", { body: "<html><title>Welcome</title></html>" }, "invalid_response"],
  ["scores that are no numbers", { body: { outputs: [{ ...logits, shape: [1, 1], data: [null] }] } }, "invalid_scores"],
  ["fewer scores than pairs", { body: { outputs: [{ ...logits, shape: [0, 1], data: [] }] } }, "invalid_model"],
])("an answer with %s: refused", async (_, answer, code) => {
  const intercept = ({ path }: { path: string }) => (path.endsWith("/infer") ? answer : undefined);
  expect(await refusalOf({ intercept }, { trust: "off" })).toMatchObject({ code });
});

test("a page of metadata that is none", async () => {
  expect(await refusalOf({ metadata: { hello: "world" } })).toMatchObject({
    code: "invalid_response",
    message: expect.stringContaining("inputs"),
  });
});

test("no tokenizer, no address, no model: said before the first call", async () => {
  const server = await startInferenceServer(graph);
  const path = await startInferenceServer(graph, { parameters: { tokenizer: { string_value: "../../etc" } } });
  const codeAndWords = (config: string) => createReranker(config).catch(({ code, message }) => `${code}: ${message}`);
  expect(await codeAndWords(`triton:${server.url}#reranker`)).toMatch(/^invalid_config: the tokenizer of reranker is not known/);
  expect(await codeAndWords(`triton:${path.url}#reranker`)).toMatch(/^invalid_config: the server names "\.\.\/\.\.\/etc"/);
  expect(await codeAndWords(`triton:${server.url}`)).toMatch(/^invalid_config: .*model/);
  expect(await codeAndWords('{ "triton": { "model": "reranker" } }')).toMatch(/^invalid_config: triton needs an address/);
});
