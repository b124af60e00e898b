import { RerankError } from "../../../contract/index.ts";

/** The special tokens around a text that is alone. */
export interface TextTemplate {
  before: readonly number[];
  after: readonly number[];
}

/**
 * Finds out what a tokenizer puts around a text by letting it do so: `[CLS] text [SEP]`, `<s> text </s>` or nothing.
 *
 * @throws {RerankError} `invalid_tokenizer` when the text cannot be told from what is around it
 */
export function probeTextTemplate(
  encode: (text: string) => readonly number[],
  encodeText: (text: string) => readonly number[],
): TextTemplate {
  const text = encode("document text");
  const all = encodeText("document text");
  const isAt = (start: number) => text.every((id, offset) => all[start + offset] === id);
  const start = all.findIndex((_, at) => isAt(at));
  if (text.length === 0 || start < 0) {
    throw new RerankError("invalid_tokenizer", "the tokenizer does not put its special tokens around a text, but changes it");
  }
  return { before: all.slice(0, start), after: all.slice(start + text.length) };
}
