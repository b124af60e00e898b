import { expect, test } from "vitest";
import { padBatch } from "../../../../../packages/core/src/scorers/onnx/runtime/pad-batch.ts";

test("rows lie side by side, padded on the right", () => {
  const pairs = [
    { ids: [101, 7, 102], typeIds: [0, 0, 1] },
    { ids: [101, 7, 8, 9, 102], typeIds: [0, 0, 0, 1, 1] },
  ];
  expect(padBatch(pairs, { padId: 99 })).toEqual({
    rows: 2,
    width: 5,
    inputs: {
      input_ids: BigInt64Array.of(101n, 7n, 102n, 99n, 99n, 101n, 7n, 8n, 9n, 102n),
      attention_mask: BigInt64Array.of(1n, 1n, 1n, 0n, 0n, 1n, 1n, 1n, 1n, 1n),
      token_type_ids: BigInt64Array.of(0n, 0n, 1n, 0n, 0n, 0n, 0n, 0n, 1n, 1n),
      position_ids: BigInt64Array.of(0n, 1n, 2n, 0n, 0n, 0n, 1n, 2n, 3n, 4n),
    },
  });
});

test("tokens that nobody attends to are there, and masked; types are 0 where nobody says", () => {
  const { inputs } = padBatch([{ ids: [101, 7, 102, 103, 103], attended: 3 }, { ids: [101, 102] }], { padId: 0 });
  expect(inputs.input_ids).toEqual(BigInt64Array.of(101n, 7n, 102n, 103n, 103n, 101n, 102n, 0n, 0n, 0n));
  expect(inputs.attention_mask).toEqual(BigInt64Array.of(1n, 1n, 1n, 0n, 0n, 1n, 1n, 0n, 0n, 0n));
  expect(inputs.position_ids.subarray(0, 5)).toEqual(BigInt64Array.of(0n, 1n, 2n, 3n, 4n));
  expect(inputs.token_type_ids.every((type) => type === 0n)).toBe(true);
});

test("one row has no padding", () => {
  const { rows, width, inputs } = padBatch([{ ids: [5, 6], typeIds: [0, 0] }], { padId: 1 });
  expect({ rows, width, ids: inputs.input_ids }).toEqual({ rows: 1, width: 2, ids: BigInt64Array.of(5n, 6n) });
});

test("a language model's rows are padded on the left, and count from their first token", () => {
  const pairs = [
    { ids: [5, 6], typeIds: [0, 0] },
    { ids: [7, 8, 9], typeIds: [0, 0, 0] },
  ];
  const { inputs } = padBatch(pairs, { padId: 0, side: "left" });
  expect(inputs.input_ids).toEqual(BigInt64Array.of(0n, 5n, 6n, 7n, 8n, 9n));
  expect(inputs.attention_mask).toEqual(BigInt64Array.of(0n, 1n, 1n, 1n, 1n, 1n));
  expect(inputs.position_ids).toEqual(BigInt64Array.of(0n, 0n, 1n, 0n, 1n, 2n));
});

test("RoBERTa counts positions from 2, and knows one type of token whatever the tokenizer says", () => {
  const { inputs } = padBatch([{ ids: [0, 7, 2], typeIds: [0, 1, 1] }], { padId: 1, firstPosition: 2, types: 1 });
  expect(inputs.position_ids).toEqual(BigInt64Array.of(2n, 3n, 4n));
  expect(inputs.token_type_ids).toEqual(BigInt64Array.of(0n, 0n, 0n));
});
