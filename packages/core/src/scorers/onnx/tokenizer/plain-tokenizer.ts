import type { EncodedPair } from "./pair-template.ts";

/** What a tokenizer of any package comes down to. */
export interface PlainTokenizer {
  /** Token ids of a text, without special tokens. */
  encode(text: string): number[];
  /** The same with its special tokens. */
  encodeText(text: string): number[];
  /** A pair with its special tokens. */
  encodePair(query: string, document: string): EncodedPair;
}

/** What a tokenizer is made of. */
export interface TokenizerFiles {
  /** `tokenizer.json`. */
  json: object;
  /** `tokenizer_config.json`. */
  config: { tokenizer_class?: string };
}
