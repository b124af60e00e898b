import type { EncodedPair } from "./pair-template.ts";

/** Model inputs of one micro-batch, row after row, each `[rows, width]`. */
export interface PaddedBatch {
  rows: number;
  width: number;
  inputs: Record<InputName, BigInt64Array>;
}

/** The inputs that a cross-encoder's graph may declare. */
export const inputNames = ["input_ids", "attention_mask", "token_type_ids", "position_ids"] as const;
export type InputName = (typeof inputNames)[number];

/** Lays pairs side by side, padded on the right to the longest. */
export function padBatch(pairs: readonly EncodedPair[], padId: number): PaddedBatch {
  const rows = pairs.length;
  const width = Math.max(...pairs.map((pair) => pair.ids.length));
  const empty = (): BigInt64Array => new BigInt64Array(rows * width);
  const inputs = {
    input_ids: empty().fill(BigInt(padId)),
    attention_mask: empty(),
    token_type_ids: empty(),
    position_ids: empty(),
  };
  pairs.forEach(({ ids, typeIds }, row) => {
    ids.forEach((id, column) => {
      const at = row * width + column;
      inputs.input_ids[at] = BigInt(id);
      inputs.attention_mask[at] = 1n;
      inputs.token_type_ids[at] = BigInt(typeIds[column] as number);
      inputs.position_ids[at] = BigInt(column);
    });
  });
  return { rows, width, inputs };
}
