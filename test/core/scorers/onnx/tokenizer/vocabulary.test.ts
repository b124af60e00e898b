import { expect, test } from "vitest";
import { probeTextTemplate } from "../../../../../packages/core/src/scorers/onnx/tokenizer/text-template.ts";
import { findToken, vocabularySize } from "../../../../../packages/core/src/scorers/onnx/tokenizer/vocabulary.ts";

const wordPiece = { model: { vocab: { "[PAD]": 0, rust: 1 } }, added_tokens: [{ id: 5, content: "[Q] " }] };
const unigram = { model: { vocab: [["<s>", 0], ["▁rust", -3.5], [".", -4]] } }; // biome-ignore format: pieces by id

test("tokens by their exact spelling, added ones first", () => {
  expect(["rust", "[PAD]", "[Q] ", "[Q]", "Rust", "toString"].map((token) => findToken(wordPiece, token))).toEqual([
    1,
    0,
    5,
    undefined,
    undefined,
    undefined,
  ]);
  expect(["▁rust", ".", "rust", "<s>"].map((token) => findToken(unigram, token))).toEqual([1, 2, undefined, 0]);
});

test("the size is one above the highest id, of added tokens too", () => {
  expect([vocabularySize(wordPiece), vocabularySize(unigram)]).toEqual([6, 3]);
});

const words: Record<string, number> = { document: 20, text: 30 };
const encode = (text: string) => text.split(" ").map((word) => words[word] as number);

test.each<[string, number[], number[]]>([
  ["BERT", [101], [102]],
  ["RoBERTa", [0], [2]],
  ["a language model that ends texts", [], [7]],
  ["one that puts nothing around them", [], []],
])("what stands around a text: %s", (_, before, after) => {
  expect(probeTextTemplate(encode, (text) => [...before, ...encode(text), ...after])).toEqual({ before, after });
});

test("a tokenizer that changes a text which has special tokens around it: refused", () => {
  expect(() => probeTextTemplate(encode, () => [101, 20, 31, 102])).toThrow(
    expect.objectContaining({ code: "invalid_tokenizer", message: expect.stringContaining("but changes it") }),
  );
});
