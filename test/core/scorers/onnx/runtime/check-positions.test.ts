import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { positionRows } from "../../../../../packages/core/src/scorers/onnx/runtime/check-positions.ts";
import { makeModelFolder } from "../../../../data/model-folder.ts";
import { tinyOnnx } from "../../../../data/tiny-onnx.ts";

const table = "bert.embeddings.position_embeddings.weight";
const graph = (positionTable: string) => tinyOnnx({ positions: 16, positionTable });
const words = (count: number) => Array.from({ length: count }, () => "rust").join(" ");

async function load(files: object, options: object = {}) {
  return createReranker({ local: { model: await makeModelFolder({ "model.onnx": graph(table), ...files }), ...options } });
}

test("fewer positions than config.json says: refused when it is loaded, with both numbers", async () => {
  const refused = load({});
  await expect(refused).rejects.toMatchObject({ code: "invalid_model", retryable: false });
  await expect(refused).rejects.toThrow(/model\.onnx has positions for 16 tokens, .* reads 512: set maxTokens to at most 16/);
});

test("one more than there are is refused, as many as there are is read", async () => {
  await expect(load({}, { maxTokens: 17 })).rejects.toThrow("16 tokens, but by its configuration it reads 17");
  await using reranker = await load({}, { maxTokens: 16 });
  expect((await reranker.rerank("rust", [words(20)])).receipt.truncated).toHaveLength(1);
});

test("a limit of the tokenizer counts: what is never read need not be there", async () => {
  await using reranker = await load({ "tokenizer_config.json": { model_max_length: 16 } });
  expect(reranker.supports.maxTokens).toBe(16);
});

test("positions that begin after the padding's id take their share of the table", async () => {
  const config = { model_type: "roberta", pad_token_id: 1, max_position_embeddings: 16, vocab_size: 24896 };
  await using reranker = await load({ "config.json": config });
  expect(reranker.supports.maxTokens).toBe(14);
  const larger = { ...config, max_position_embeddings: 18 };
  await expect(load({ "config.json": larger })).rejects.toThrow("positions for 14 tokens, but by its configuration it reads 16");
});

test.each([
  ["bert.embeddings.position_embeddings.weight", 16],
  ["roberta.embeddings.position_embeddings.weight_quantized", 16],
  ["position_embeddings.weight", 16],
  ["transformer.wpe.weight", 16],
  ["embeddings.word_embeddings.weight", undefined],
  ["encoder.relative_position_embeddings.weight", undefined],
  ["embeddings.position_embeddings.weight_scale", undefined],
  ["embeddings.position_embeddings.bias", undefined],
  ["onnx::MatMul_1200", undefined],
])("%s: %s rows", (name, rows) => {
  expect(positionRows([{ name, dims: [16, 8] }])).toBe(rows);
});

test("of several tables the largest, and none that is no table", () => {
  const tables = [16, 32, 8].map((rows) => ({ name: table, dims: [rows, 8] }));
  expect(positionRows([...tables, { name: table, dims: [64] }])).toBe(32);
});
