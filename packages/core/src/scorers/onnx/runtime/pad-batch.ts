import type { EncodedPair } from "../tokenizer/pair-template.ts";

/** Model inputs of one micro-batch, row after row, each `[rows, width]`. */
export interface PaddedBatch {
  rows: number;
  width: number;
  inputs: Record<InputName, BigInt64Array>;
}

/** The inputs by token that a cross-encoder's graph may declare. */
export const inputNames = ["input_ids", "attention_mask", "token_type_ids", "position_ids"] as const;
export type InputName = (typeof inputNames)[number];

export interface Padding {
  padId: number;
  /** A language model answers at its last position, so its padding comes first. Default: `right`. */
  side?: "left" | "right";
  /** Position of a row's first token; above 0 for the RoBERTa family. Default: 0. */
  firstPosition?: number;
  /** Kinds of tokens that the model tells apart; a tokenizer may number more. Default: all. */
  types?: number;
  /** Least width, where a graph has a fixed one. Default: 0. */
  width?: number;
}

/** Lays pairs side by side, padded to the longest. */
export function padBatch(
  pairs: readonly EncodedPair[],
  { padId, side = "right", firstPosition = 0, types = Number.POSITIVE_INFINITY, width: least = 0 }: Padding,
): PaddedBatch {
  const rows = pairs.length;
  const width = Math.max(least, ...pairs.map((pair) => pair.ids.length));
  const empty = (): BigInt64Array => new BigInt64Array(rows * width);
  const inputs = {
    input_ids: empty().fill(BigInt(padId)),
    attention_mask: empty(),
    token_type_ids: empty(),
    position_ids: empty(),
  };
  pairs.forEach(({ ids, typeIds }, row) => {
    const start = row * width + (side === "left" ? width - ids.length : 0);
    ids.forEach((id, column) => {
      const at = start + column;
      inputs.input_ids[at] = BigInt(id);
      inputs.attention_mask[at] = 1n;
      inputs.token_type_ids[at] = BigInt(Math.min(typeIds[column] as number, types - 1));
      inputs.position_ids[at] = BigInt(firstPosition + column);
    });
  });
  return { rows, width, inputs };
}
