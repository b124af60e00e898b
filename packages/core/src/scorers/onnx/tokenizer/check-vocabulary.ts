import { RerankError } from "../../../contract/index.ts";
import type { TextTokenizer } from "./text-tokenizer.ts";

/**
 * Refuses a tokenizer with more pieces than the model has embeddings.
 *
 * @param modelSize what the model's configuration says, if it does
 * @throws {RerankError} `invalid_tokenizer` with both numbers
 */
export function checkVocabulary({ vocabularySize }: TextTokenizer, modelSize: number | undefined, tokenizerFile: string): void {
  if (modelSize === undefined || vocabularySize <= modelSize) return;
  throw new RerankError(
    "invalid_tokenizer",
    `${tokenizerFile} has ${vocabularySize} pieces but the model knows ${modelSize}: it belongs to another model`,
  );
}
