import { expect, test } from "vitest";
import {
  type EncodedPair,
  joinPair,
  probePairTemplate,
  templateLength,
} from "../../../../../packages/core/src/scorers/onnx/tokenizer/pair-template.ts";

// Three words, three ids; what a tokenizer of words would make of the two texts that are probed with.
const vocabulary: Record<string, number> = { query: 10, document: 20, text: 30 };
const encode = (text: string) => text.split(" ").map((word) => vocabulary[word] as number);

/** Joins as BERT does: `[CLS] q [SEP] d [SEP]`, the document's part of type 1. */
function bert(query: string, document: string): EncodedPair {
  const [q, d] = [encode(query), encode(document)];
  return { ids: [101, ...q, 102, ...d, 102], typeIds: [0, ...q.map(() => 0), 0, ...d.map(() => 1), 1] };
}

/** Joins as RoBERTa does: `<s> q </s></s> d </s>`, one type for all. */
function roberta(query: string, document: string): EncodedPair {
  const ids = [0, ...encode(query), 2, 2, ...encode(document), 2];
  return { ids, typeIds: ids.map(() => 0) };
}

test("the layout of BERT", () => {
  const template = probePairTemplate(encode, bert);
  expect(template).toEqual({
    before: [101],
    between: [102],
    after: [102],
    typeIds: { before: [0], query: 0, between: [0], document: 1, after: [1] },
  });
  expect(templateLength(template)).toBe(3);
  expect(joinPair(template, [7, 8], [9])).toEqual({ ids: [101, 7, 8, 102, 9, 102], typeIds: [0, 0, 0, 0, 1, 1] });
});

test("the layout of RoBERTa", () => {
  const template = probePairTemplate(encode, roberta);
  expect(template).toMatchObject({ before: [0], between: [2, 2], after: [2] });
  expect(templateLength(template)).toBe(4);
  expect(joinPair(template, [7], [8, 9])).toEqual({ ids: [0, 7, 2, 2, 8, 9, 2], typeIds: [0, 0, 0, 0, 0, 0, 0] });
});

test("a layout without any special tokens", () => {
  const template = probePairTemplate(encode, (query, document) => {
    const ids = [...encode(query), ...encode(document)];
    return { ids, typeIds: ids.map(() => 0) };
  });
  expect(templateLength(template)).toBe(0);
  expect(joinPair(template, [7], [8])).toEqual({ ids: [7, 8], typeIds: [0, 0] });
});

test("an empty document leaves the separators in place", () => {
  expect(joinPair(probePairTemplate(encode, bert), [7], []).ids).toEqual([101, 7, 102, 102]);
});

const broken: [string, (query: string, document: string) => EncodedPair][] = [
  ["drops the document", (query) => bert(query, "query")],
  ["puts the document first", (query, document) => bert(document, query)],
  ["returns nothing", () => ({ ids: [], typeIds: [] })],
];

for (const [name, encodePair] of broken) {
  test(`a tokenizer that ${name} is refused`, () => {
    expect(() => probePairTemplate(encode, encodePair)).toThrow(expect.objectContaining({ code: "invalid_tokenizer" }));
  });
}

test("a tokenizer that knows no word is refused", () => {
  expect(() => probePairTemplate(() => [], bert)).toThrow(expect.objectContaining({ code: "invalid_tokenizer" }));
});
