import { createReranker } from "secondpass";
import { expect, test } from "vitest";
import { makeModelFolder, tokenId } from "../../../data/model-folder.ts";
import { type TinyDecoderOptions, tinyDecoder } from "../../../data/tiny-decoder.ts";

const layout = { template: ["{query}", "{document}"], yes: "install", no: "rust" };
const isScalar = true;

const graphs: [name: string, graph: TinyDecoderOptions][] = [
  ["an empty past", {}],
  ["a past and logits in half precision", { type: "float16" }],
  ["int32 for token ids", { idType: "int32" }],
  ["num_logits_to_keep as one number", { keep: { name: "num_logits_to_keep", isScalar } }],
  ["num_logits_to_keep as a list of one", { keep: { name: "num_logits_to_keep", isScalar: false } }],
  ["num_logits_to_keep of 32 bits", { keep: { name: "num_logits_to_keep", isScalar, type: "int32" } }],
  ["logits_to_keep, as later exports have it", { keep: { name: "logits_to_keep", isScalar } }],
  ["all of it at once", { type: "float16", idType: "int32", keep: { name: "num_logits_to_keep", isScalar } }],
];

/** Half precision has eleven bits for a number. */
function toHalf(value: number): number {
  const step = 2 ** Math.max(0, Math.floor(Math.log2(value)) - 10);
  return Math.round(value / step) * step;
}

for (const [name, graph] of graphs) {
  for (const maxPaddedTokens of [1, 256]) {
    test(`${name}, ${maxPaddedTokens === 1 ? "one text" : "several texts"} at a time: the last token's logit is the score`, async () => {
      const files = { "model.onnx": tinyDecoder(graph), "model.json": { ...layout, maxPaddedTokens } };
      await using reranker = await createReranker({ local: { model: await makeModelFolder(files) } });
      const { results } = await reranker.rerank("install", ["bread", "install rust", "rust bread install"]);
      const scores = Object.fromEntries(results.map(({ document, score }) => [document, score]));
      const [install, rust, bread] = (await Promise.all(["install", "rust", "bread"].map(tokenId))) as [number, number, number];
      const expected = { bread, "install rust": rust, "rust bread install": install };
      const rounded = Object.entries(expected).map(([text, id]) => [text, graph.type === "float16" ? toHalf(id) : id]);
      expect(scores).toEqual(Object.fromEntries(rounded));
    });
  }
}
