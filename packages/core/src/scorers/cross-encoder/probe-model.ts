import { RerankError } from "../../contract/index.ts";
import { checkPositions } from "../onnx/runtime/check-positions.ts";
import type { EncodedPair } from "../onnx/tokenizer/pair-template.ts";
import type { TextTokenizer } from "../onnx/tokenizer/text-tokenizer.ts";
import type { PairStart } from "./pair-messages.ts";

/** The parts of a loaded model that take a batch. */
export interface BatchModel {
  maxTokens: number;
  maxPaddedTokens: number | undefined;
  createEncoder(query: string): (text: string) => EncodedPair;
  score(pairs: readonly EncodedPair[]): Promise<unknown>;
}

/**
 * Runs a model on what it will be given, shortly after it was loaded.
 *
 * @throws {RerankError} `invalid_model` when it does not take a batch or has too few positions, `invalid_tokenizer` when it lacks the tokenizer's last token
 */
export async function probeModel(
  { createEncoder, maxTokens, maxPaddedTokens, score }: BatchModel,
  { vocabularySize }: TextTokenizer,
  start: PairStart,
): Promise<void> {
  const { modelFile, tokenizerFile, layout } = start;
  checkPositions(maxTokens, modelFile, layout.firstPosition);
  const encode = createEncoder("query");
  // Two texts of different lengths, so that a graph with a fixed batch size or length shows itself.
  const texts = maxPaddedTokens === 1 ? ["document text"] : ["document text", "text"];
  try {
    await score(texts.map(encode));
  } catch (cause) {
    const what = texts.length > 1 ? "a batch of two pairs" : "a pair";
    throw new RerankError("invalid_model", `${modelFile} does not take ${what}: ${(cause as Error).message}`, { cause });
  }
  try {
    await score([{ ids: [vocabularySize - 1], typeIds: [0] }]);
  } catch (cause) {
    throw new RerankError(
      "invalid_tokenizer",
      `${tokenizerFile} has ${vocabularySize} pieces, but ${modelFile} does not know the last: it belongs to another model; ${(cause as Error).message}`,
      { cause },
    );
  }
}
