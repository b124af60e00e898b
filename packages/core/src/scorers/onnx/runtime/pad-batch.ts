import { endianness } from "node:os";

/** What a graph is given for one text or pair. */
export interface EncodedInput {
  ids: readonly number[];
  /** Default: 0 for all. */
  typeIds?: readonly number[];
  /** How many tokens, from the first, others look at; those behind look at them only. Default: all. */
  attended?: number;
}

/** Model inputs of one micro-batch, row after row, each `[rows, width]`. */
export interface PaddedBatch {
  rows: number;
  width: number;
  inputs: Record<InputName, BigInt64Array>;
}

/** The inputs by token that a graph may declare. */
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

/** Lays inputs side by side, padded to the longest. */
export function padBatch(
  given: readonly EncodedInput[],
  { padId, side = "right", firstPosition = 0, types = Number.POSITIVE_INFINITY, width: least = 0 }: Padding,
): PaddedBatch {
  const rows = given.length;
  const width = Math.max(least, ...given.map(({ ids }) => ids.length));
  const inputs = {} as Record<InputName, BigInt64Array>;
  // Every number fits into the lower half of its 64 bits; written as one of 32, it takes a tenth of the time of a BigInt.
  const lower = {} as Record<InputName, Int32Array>;
  for (const name of inputNames) {
    inputs[name] = new BigInt64Array(rows * width);
    lower[name] = new Int32Array(inputs[name].buffer);
  }
  if (padId !== 0) inputs.input_ids.fill(BigInt(padId));
  given.forEach(({ ids, typeIds, attended = ids.length }, row) => {
    const start = row * width + (side === "left" ? width - ids.length : 0);
    for (let column = 0; column < ids.length; column++) {
      const at = 2 * (start + column) + lowerHalf;
      lower.input_ids[at] = ids[column] as number;
      lower.attention_mask[at] = column < attended ? 1 : 0;
      lower.token_type_ids[at] = Math.min(typeIds?.[column] ?? 0, types - 1);
      lower.position_ids[at] = firstPosition + column;
    }
  });
  return { rows, width, inputs };
}

// The first on all processors that Node is commonly built for, but not on all.
const lowerHalf = endianness() === "LE" ? 0 : 1;
