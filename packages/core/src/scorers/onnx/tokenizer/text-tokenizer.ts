import { RerankError } from "../../../contract/index.ts";
import { readJsonFile } from "../../../io/read-json-file.ts";
import { type EncodedPair, type PairTemplate, probePairTemplate } from "./pair-template.ts";
import { probeTextTemplate, type TextTemplate } from "./text-template.ts";
import { createTokenCache } from "./token-cache.ts";
import { openTokenizer, type TokenizerPackage } from "./tokenizer-packages.ts";
import { findToken, type PostProcessor, type TokenizerJson, vocabularySize } from "./vocabulary.ts";

// About 8 MB of tokens in each worker, some 3,000 paragraphs.
const tokensKept = 500_000;

/** All that is asked of a tokenizer; whatever offers this can stand in for the default one. */
export interface TextTokenizer {
  /** Token ids of a text, without special tokens. Those of a text seen before may be the same array: not to be changed. */
  encode(text: string): readonly number[];
  /** How a query and a document are put together. */
  readonly template: PairTemplate;
  /** What stands around a text that is alone. */
  readonly textTemplate: TextTemplate;
  /** Id of a token by its exact spelling, `undefined` where there is no such token. */
  tokenId(token: string): number | undefined;
  /** Id of the token that plays a part, as `tokenizer_config.json` names it. */
  specialId(part: SpecialPart): number | undefined;
  /** Most tokens of an input, as far as the tokenizer knows. */
  readonly maxTokens?: number;
  /** One above the highest id that can come out. */
  readonly vocabularySize: number;
}

export type SpecialPart = "mask" | "eos" | "pad";

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
  const config = (await readJsonFile(tokenizerConfigFile, codes)) as TokenizerConfig;
  try {
    const { encode: tokenize, encodeText, encodePair } = await openTokenizer(name, { json, config });
    const { encode } = createTokenCache(tokenize, tokensKept);
    let template: PairTemplate | undefined;
    let textTemplate: TextTemplate | undefined;
    const tokenId = (token: string) => findToken(json, token);
    return {
      encode,
      tokenId,
      specialId(part) {
        const token = config[`${part}_token`];
        return token ? tokenId(typeof token === "string" ? token : token.content) : undefined;
      },
      get textTemplate() {
        textTemplate ??= probeTextTemplate(encode, encodeText);
        return textTemplate;
      },
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

/** Older files have a token as an object. */
type TokenName = string | { content: string } | null;

type TokenizerConfig = { model_max_length?: number; tokenizer_class?: string } & {
  [Part in SpecialPart as `${Part}_token`]?: TokenName;
};

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
