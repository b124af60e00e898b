import type { PlainTokenizer } from "./plain-tokenizer.ts";

/** The part of a transformers.js tokenizer that is used; objects of both generations fit. */
export type AutoTokenizer = (text: string, options: AutoTokenizerOptions) => { input_ids: unknown; token_type_ids?: unknown };

interface AutoTokenizerOptions {
  text_pair?: string;
  add_special_tokens: boolean;
  return_tensor: false;
  return_token_type_ids: true;
}

/** Makes an AutoTokenizer of @huggingface/transformers or @xenova/transformers a plain one. */
export function fromAutoTokenizer(tokenizer: AutoTokenizer): PlainTokenizer {
  // Truncation and padding stay off: theirs cut the end of the pair, the last separator with it.
  const options = { return_tensor: false, return_token_type_ids: true } as const;
  return {
    encode: (text) => tokenizer(text, { ...options, add_special_tokens: false }).input_ids as number[],
    encodeText: (text) => tokenizer(text, { ...options, add_special_tokens: true }).input_ids as number[],
    encodePair(query, document) {
      const { input_ids, token_type_ids } = tokenizer(query, { ...options, text_pair: document, add_special_tokens: true });
      const ids = input_ids as number[];
      return { ids, typeIds: (token_type_ids as number[] | undefined) ?? ids.map(() => 0) };
    },
  };
}
