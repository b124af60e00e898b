interface PreTokenizer {
  type: string;
  pretokenizers?: PreTokenizer[];
  prepend_scheme?: string;
  add_prefix_space?: boolean;
}

interface TokenizerJson {
  model?: { merges?: (string | [string, string])[] };
  pre_tokenizer?: PreTokenizer | null;
}

/**
 * Says what is in a `tokenizer.json` of today in the words of 2024, which are all that @xenova/transformers knows: read as it is, a
 * file of today is an error or, worse, gives other tokens.
 */
export function toOlderTokenizerJson(json: TokenizerJson): TokenizerJson {
  const { model, pre_tokenizer } = json;
  return {
    ...json,
    ...(model?.merges && { model: { ...model, merges: model.merges.map(toLine) } }),
    ...(pre_tokenizer && { pre_tokenizer: withPrefixSpace(pre_tokenizer) }),
  };
}

function toLine(merge: string | [string, string]): string {
  return typeof merge === "string" ? merge : merge.join(" ");
}

function withPrefixSpace(preTokenizer: PreTokenizer): PreTokenizer {
  const { type, pretokenizers, prepend_scheme } = preTokenizer;
  if (pretokenizers) return { ...preTokenizer, pretokenizers: pretokenizers.map(withPrefixSpace) };
  return type === "Metaspace" ? { add_prefix_space: prepend_scheme !== "never", ...preTokenizer } : preTokenizer;
}
