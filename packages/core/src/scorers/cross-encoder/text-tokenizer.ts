import { Tokenizer } from "@huggingface/tokenizers";
import { RerankError } from "../../contract/index.ts";
import { readJsonFile } from "../../io/read-json-file.ts";
import { type PairTemplate, probePairTemplate } from "./pair-template.ts";

/** All that a cross-encoder asks of a tokenizer; whatever offers this can stand in for the default one. */
export interface TextTokenizer {
  /** Token ids of a text, without special tokens. */
  encode(text: string): number[];
  /** How a query and a document are put together. */
  readonly template: PairTemplate;
  /** Most tokens of a pair, as far as the tokenizer knows. */
  readonly maxTokens?: number;
  /** One above the highest id that can come out. */
  readonly vocabularySize: number;
}

/**
 * Reads `tokenizer.json` with the tokenizer of transformers.js.
 *
 * @throws {RerankError} `invalid_tokenizer`
 */
export async function loadTokenizer(tokenizerFile: string, tokenizerConfigFile: string): Promise<TextTokenizer> {
  const codes = { missing: "model_not_found", corrupt: "invalid_tokenizer" } as const;
  const json = (await readJsonFile(tokenizerFile, codes)) as TokenizerJson;
  const config = (await readJsonFile(tokenizerConfigFile, codes)) as { model_max_length?: number };
  try {
    const tokenizer = new Tokenizer(json, config);
    const encode = (text: string) => tokenizer.encode(text, { add_special_tokens: false }).ids;
    const encodePair = (query: string, document: string) => {
      const { ids, token_type_ids } = tokenizer.encode(query, { text_pair: document, return_token_type_ids: true });
      return { ids, typeIds: token_type_ids ?? ids.map(() => 0) };
    };
    return {
      encode,
      template: probePairTemplate(encode, encodePair),
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
}

function vocabularySize({ model, added_tokens = [] }: TokenizerJson): number {
  const ids = Array.isArray(model.vocab) ? [model.vocab.length - 1] : Object.values(model.vocab);
  // Not Math.max(...ids): a vocabulary has more entries than a call may have arguments.
  return 1 + [...ids, ...added_tokens.map(({ id }) => id)].reduce((highest, id) => Math.max(highest, id), -1);
}
