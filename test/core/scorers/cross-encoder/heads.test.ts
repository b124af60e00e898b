import { createReranker } from "secondpass";
import { describe, expect, test } from "vitest";
import { type HeadOptions, readScores } from "../../../../packages/core/src/scorers/cross-encoder/score-head.ts";
import { makeModelFolder, tokenId } from "../../../data/model-folder.ts";
import { tinyOnnx } from "../../../data/tiny-onnx.ts";

/** Logits of a model, row after row. */
const output = (dims: number[], values: number[]) => ({ type: "float32", dims, data: Float32Array.from(values) });

const answers = { yes: 2, no: 0 };
const read: [name: string, dims: number[], values: number[], options: HeadOptions, scores: number[]][] = [
  ["one logit", [2, 1], [7, -3], {}, [7, -3]],
  ["one logit without an axis of its own", [2], [7, -3], { head: "logit" }, [7, -3]],
  ["two logits: the second minus the first", [2, 2], [1, 4, 5, 3], {}, [3, -2]],
  ["two logits, the first stands for relevance", [2, 2], [1, 4, 5, 3], { label: 0 }, [-3, 2]],
  [
    "two labels that do not exclude each other: the one that is meant, alone",
    [2, 2],
    [1, 4, 5, 3],
    { head: "multi-label", label: 1 },
    [4, 3],
  ],
  ["many labels", [2, 3], [1, 2, 3, 4, 5, 6], { label: 2 }, [3, 6]],
  // Two positions of four tokens; yes is token 2, no is token 0.
  ["a language model, at its last position", [2, 2, 4], [9, 9, 9, 9, 1, 0, 4, 0, 9, 9, 9, 9, 3, 0, 1, 0], { answers }, [3, -2]],
  ["a language model that gives the last position only", [2, 1, 4], [1, 0, 4, 0, 3, 0, 1, 0], { answers }, [3, -2]],
  ["a language model without an axis for positions", [2, 4], [1, 0, 4, 0, 3, 0, 1, 0], { answers }, [3, -2]],
  ["a language model that is asked for yes alone", [2, 1, 4], [1, 0, 4, 0, 3, 0, 1, 0], { answers: { yes: 2 } }, [4, 1]],
  ["an export with the logits of no and yes", [2, 2], [1, 4, 5, 3], { head: "yes-no", answers }, [3, -2]],
  ["an export that has subtracted them", [2, 1], [7, -3], { head: "yes-no", answers }, [7, -3]],
];

for (const [name, dims, values, options, scores] of read) {
  test(name, () => {
    expect(readScores(output(dims, values), 2, options)).toEqual(scores);
  });
}

const refused: [name: string, dims: number[], options: HeadOptions, words: string][] = [
  ["two logits where one was announced", [2, 2], { head: "logit" }, "expects one logit"],
  ["one logit where two were announced", [2, 1], { head: "two-logit" }, "expects two logits"],
  [
    "three logits, none of them named",
    [2, 3],
    { labelNames: ["no", "maybe", "yes"] },
    "positiveLabel in model.json to the label of no, maybe, yes",
  ],
  ["a label beyond the last", [2, 3], { label: 3 }, "positiveLabel"],
  ["a language model that nobody told how to ask", [2, 2, 4], {}, "set template"],
  ["answers beyond the vocabulary", [2, 1, 4], { answers: { yes: 7, no: 0 } }, "tokens 7 and 0"],
  ["other rows than were sent", [3, 1], {}, "shape 3 x 1 for 2 pairs"],
];

for (const [name, dims, options, words] of refused) {
  test(`${name}: refused`, () => {
    const values = new Array(dims.reduce((product, size) => product * size, 1)).fill(0);
    const call = () => readScores(output(dims, values), 2, options);
    expect(call).toThrow(expect.objectContaining({ code: "invalid_model" }));
    expect(call).toThrow(words);
  });
}

test("half precision is read by its bits", () => {
  // 1, -2, the smallest subnormal, and infinity.
  const data = Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7c00);
  expect(readScores({ type: "float16", dims: [4, 1], data }, 4, {})).toEqual([1, -2, 2 ** -24, Number.POSITIVE_INFINITY]);
});

describe("through the local reranker, with a graph whose first logit is the sum of token ids", () => {
  const sum = async (documents: string[]) => {
    const ids = await Promise.all(["[CLS]", "rust", "[SEP]", "[SEP]", ...documents].map(tokenId));
    return ids.reduce((total, id) => total + id, 0);
  };

  async function score(weights: number[], files: object, local: object = {}) {
    const model = await makeModelFolder({ "model.onnx": tinyOnnx({ weights }), ...files });
    await using reranker = await createReranker({ local: { model, ...local } });
    return (await reranker.rerank("rust", ["bread"])).results[0]?.score;
  }

  test("two logits", async () => {
    // 3 times the sum minus the sum.
    expect(await score([1, 3], {})).toBe(2 * (await sum(["bread"])));
  });

  test("a label by the name that config.json gives it, said by model.json or by option", async () => {
    const files = { "config.json": { id2label: { 0: "bad", 1: "fair", 2: "good" } } };
    const expected = -(await sum(["bread"]));
    expect(await score([1, 2, -1], { ...files, "model.json": { positiveLabel: "good" } })).toBe(expected);
    expect(await score([1, 2, -1], files, { positiveLabel: "good" })).toBe(expected);
    expect(await score([1, 2, -1], files, { positiveLabel: 2 })).toBe(expected);
  });

  test("labels that do not exclude each other are not subtracted", async () => {
    const config = { problem_type: "multi_label_classification", id2label: { 0: "spam", 1: "relevant" } };
    expect(await score([1, 3], { "config.json": config }, { positiveLabel: "relevant" })).toBe(3 * (await sum(["bread"])));
  });

  test("a label that the model does not have is refused with those that it has", async () => {
    const files = { "config.json": { id2label: { 0: "bad", 1: "good" } } };
    await expect(score([1, 3], files, { positiveLabel: "best" })).rejects.toMatchObject({
      code: "invalid_config",
      message: expect.stringContaining("bad, good"),
    });
  });
});
