import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { makeModelFolder, tokenId } from "../../../data/model-folder.ts";
import { type TinyOnnxOptions, tinyOnnx } from "../../../data/tiny-onnx.ts";

const load = async (graph: TinyOnnxOptions) =>
  createReranker({ local: { model: await makeModelFolder({ "model.onnx": tinyOnnx(graph) }) } });

const refused: [name: string, graph: TinyOnnxOptions, words: string[]][] = [
  ["other input names", { inputs: ["ids", "mask"] }, ["inputs ids, mask", "input_ids"]],
  ["an input beside the known ones", { inputs: ["input_ids", "attention_mask", "pixel_values"] }, ["pixel_values"]],
  ["no token ids among the inputs", { inputs: ["attention_mask"] }, ["inputs attention_mask", "input_ids"]],
  ["two outputs, neither of them logits", { outputs: ["start", "end"] }, ["outputs start, end", "logits"]],
  ["three logits for each pair", { weights: [1, 2, 3] }, ["logits of type float32", "shape 2 x 3", "set positiveLabel"]],
  ["integers for logits", { type: "int64" }, ["logits of type int64", "expected float32"]],
];

for (const [name, graph, words] of refused) {
  test(`${name}: refused when it is loaded, saying what was found`, async () => {
    const refusal = load(graph);
    await expect(refusal).rejects.toMatchObject({ code: "invalid_model", retryable: false });
    for (const word of words) await expect(refusal).rejects.toThrow(word);
  });
}

const accepted: [name: string, graph: TinyOnnxOptions][] = [
  ["one output under another name", { outputs: ["scores"] }],
  ["logits among other outputs", { outputs: ["hidden", "logits", "pooled"] }],
  ["token ids alone", { inputs: ["input_ids"] }],
  ["token ids and mask of 32 bits", { inputType: "int32" }],
  ["position ids too", { inputs: ["input_ids", "attention_mask", "token_type_ids", "position_ids"] }],
];

for (const [name, graph] of accepted) {
  test(`${name}: scores are the graph's own`, async () => {
    await using reranker = await load(graph);
    const { results } = await reranker.rerank("install rust", ["rust", "install"]);
    const [cls, sep, install, rust] = (await Promise.all(["[CLS]", "[SEP]", "install", "rust"].map(tokenId))) as [
      number,
      number,
      number,
      number,
    ];
    // [CLS] install rust [SEP] document [SEP], every id counted.
    const base = cls + install + rust + sep + sep;
    expect(Object.fromEntries(results.map(({ document, score }) => [document, score]))).toEqual({
      rust: base + rust,
      install: base + install,
    });
  });
}

test("logits in half precision: scores are what is left of them", async () => {
  // As they are, sums of ids are beyond 65504, the largest number of half precision.
  await using reranker = await load({ type: "float16", weights: [2 ** -10] });
  const { results } = await reranker.rerank("install", ["rust"]);
  const ids = await Promise.all(["[CLS]", "install", "[SEP]", "rust", "[SEP]"].map(tokenId));
  const exact = ids.reduce((sum, id) => sum + id, 0) / 2 ** 10;
  expect(results[0]?.score).not.toBe(exact);
  // Eleven bits.
  expect(Math.abs((results[0]?.score as number) - exact)).toBeLessThan(exact * 2 ** -11);
});
