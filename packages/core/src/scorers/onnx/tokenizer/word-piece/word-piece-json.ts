import type { BertNormalizer } from "@huggingface/tokenizers";
import type { TokenizerFiles } from "../plain-tokenizer.ts";

/** A `tokenizer.json` of BERT's kind: everything that is read of it. */
export interface WordPieceJson {
  normalizer: BertNormalizer["config"] & { lowercase: boolean };
  model: {
    vocab: Record<string, number>;
    unk_token: string;
    continuing_subword_prefix: string;
    max_input_chars_per_word: number;
  };
  added_tokens: { content: string; id: number }[];
}

/**
 * A tokenizer's file, if it is of BERT's kind and nothing in it or its configuration changes what that kind means; `undefined` for
 * every other, whatever may be missing or new in it.
 */
export function readWordPieceJson({ json, config }: TokenizerFiles): WordPieceJson | undefined {
  const { normalizer, pre_tokenizer, model, added_tokens, post_processor } = json as Loose;
  const isBert =
    normalizer?.type === "BertNormalizer" &&
    // Else control characters stay in, and some of them are white space.
    normalizer.clean_text === true &&
    pre_tokenizer?.type === "BertPreTokenizer" &&
    model?.type === "WordPiece" &&
    !model.fuse_unk &&
    typeof model.continuing_subword_prefix === "string" &&
    Number.isInteger(model.max_input_chars_per_word) &&
    typeof model.unk_token === "string" &&
    Object.hasOwn(Object(model.vocab), model.unk_token);
  const hasPlainTokens = Array.isArray(added_tokens) && added_tokens.every(isTakenAsItIs);
  const isUsual = post_processor == null || ["TemplateProcessing", "BertProcessing"].includes(post_processor.type as string);
  const { remove_space, do_lowercase_and_remove_accent } = config as Record<string, unknown>;
  const isChanged = remove_space || do_lowercase_and_remove_accent;
  return isBert && hasPlainTokens && isUsual && !isChanged ? (json as unknown as WordPieceJson) : undefined;
}

/** A file as anybody may have written it. */
type Loose = Partial<Record<"normalizer" | "pre_tokenizer" | "model" | "post_processor", Record<string, unknown> | null>> & {
  added_tokens?: unknown;
};

// One that is normalised is looked for in the normalised text, as another kind of word.
function isTakenAsItIs(token: { normalized?: boolean; special?: boolean }): boolean {
  return !(token.normalized ?? !token.special);
}
