import type { TokenVectors } from "../../rank/index.ts";
import type { EncodedInput } from "../onnx/runtime/pad-batch.ts";

/** What a text is to the other: models read them differently. */
export type TextRole = "query" | "document";

/** A text ready for the model, and what was cut to make it fit. */
export interface EncodedText extends EncodedInput {
  /** Positions of the tokens whose vectors stand for the text. Default: all. */
  kept?: readonly number[];
  keptTokens: number;
  totalTokens: number;
}

/** The part of a tensor that is read. */
export interface Output {
  type: string;
  data: unknown;
  dims: readonly number[];
}

/** How one kind of model turns text into its input, and its output into vectors of length 1. */
export interface VectorReader {
  encode(role: TextRole, text: string): EncodedText;
  /** @throws {RerankError} `invalid_model` when the output has another type or shape than is read */
  read(output: Output | undefined, texts: readonly VectorInput[]): TokenVectors[];
}

/** What a graph was given for a text. */
export type VectorInput = EncodedInput & Pick<EncodedText, "kept">;
