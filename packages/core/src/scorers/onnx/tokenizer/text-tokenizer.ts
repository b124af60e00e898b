import { RerankError } from "../../../contract/index.ts";
import { readJsonFile } from "../../../io/read-json-file.ts";
import { type EncodedPair, type PairTemplate, probePairTemplate } from "./pair-template.ts";
import { createTokenCache } from "./token-cache.ts";
import { openTokenizer, type TokenizerPackage } from "./tokenizer-packages.ts";

// About 8 MB of tokens in each worker, some 3,000 paragraphs.
const tokensKept = 500_000;

/** All that a cross-encoder asks of a tokenizer; whatever offers this can stand in for the default one. */
export interface TextTokenizer {
  /** Token ids of a text, without special tokens. Those of a text seen before may be the same array: not to be changed. */
  encode(text: string): readonly number[];
  /** How a query and a document are put together. */
  readonly template: PairTemplate;
  /** Most tokens of a pair, as far as the tokenizer knows. */
  readonly maxTokens?: number;
  /** One above the highest id that can come out. */
  readonly vocabularySize: number;
}

/**
 * Reads `tokenizer.json`.
 *
 * @param name the package that reads it; default: `huggingface-tokenizers`
 * @throws {RerankError} `model_not_found`, `invalid_tokenizer`, `missing_peer`
 */
export async function loadTokenizer(
  tokenizerFile: string,
  tokenizerConfigFile: string,
  name: TokenizerPackage = "huggingface-tokenizers",
): Promise<TextTokenizer> {
  const codes = { missing: "model_not_found", corrupt: "invalid_tokenizer" } as const;
  const json = (await readJsonFile(tokenizerFile, codes)) as TokenizerJson;
  const config = (await readJsonFile(tokenizerConfigFile, codes)) as { model_max_length?: number; tokenizer_class?: string };
  try {
    const { encode: tokenize, encodePair } = await openTokenizer(name, { json, config });
    const { encode } = createTokenCache(tokenize, tokensKept);
    let template: PairTemplate | undefined;
    return {
      encode,
      // Looked for when it is needed: a language model with a prompt may have a tokenizer that knows no pairs.
      get template() {
        template ??= probePairTemplate(encode, isByteLevelOnly(json.post_processor) ? concatenate(encode) : encodePair);
        return template;
      },
      vocabularySize: vocabularySize(json),
      // Some configurations hold 1e30 for "no limit".
      ...(config.model_max_length && config.model_max_length < 1e6 && { maxTokens: config.model_max_length }),
    };
  } catch (cause) {
    if (cause instanceof RerankError) throw cause;
    throw new RerankError(
      "invalid_tokenizer",
      `${tokenizerFile} is not a tokenizer that can be read: ${(cause as Error).message}`,
      { cause },
    );
  }
}

interface TokenizerJson {
  model: { vocab: Record<string, number> | unknown[] };
  added_tokens?: { id: number }[];
  post_processor?: PostProcessor | null;
}

interface PostProcessor {
  type: string;
  processors?: PostProcessor[];
}

// GPT-2 and Qwen: in Rust a pair is one text after the other, transformers.js leaves the second out.
function isByteLevelOnly(processor: PostProcessor | null | undefined): boolean {
  if (processor?.type === "Sequence") return (processor.processors ?? []).every(isByteLevelOnly);
  return processor?.type === "ByteLevel";
}

function concatenate(encode: (text: string) => readonly number[]) {
  return (query: string, document: string): EncodedPair => {
    const ids = [...encode(query), ...encode(document)];
    return { ids, typeIds: ids.map(() => 0) };
  };
}

function vocabularySize({ model, added_tokens = [] }: TokenizerJson): number {
  const ids = Array.isArray(model.vocab) ? [model.vocab.length - 1] : Object.values(model.vocab);
  // Not Math.max(...ids): a vocabulary has more entries than a call may have arguments.
  return 1 + [...ids, ...added_tokens.map(({ id }) => id)].reduce((highest, id) => Math.max(highest, id), -1);
}
