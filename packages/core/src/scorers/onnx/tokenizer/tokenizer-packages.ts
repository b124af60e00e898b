import { Tokenizer } from "@huggingface/tokenizers";
import { RerankError } from "../../../contract/index.ts";
import { importPeer } from "../../../io/import-peer.ts";
import { type AutoTokenizer, fromAutoTokenizer } from "./auto-tokenizer.ts";
import { toOlderTokenizerJson } from "./older-tokenizer-json.ts";
import type { PlainTokenizer, TokenizerFiles } from "./plain-tokenizer.ts";
import { fastWordPiece } from "./word-piece/index.ts";

/**
 * Who turns text into tokens:
 * - `huggingface-tokenizers` @huggingface/tokenizers, which comes with secondpass; for files of BERT's kind with a faster way to the same ids.
 * - `transformers` AutoTokenizer of @huggingface/transformers, where a program has it anyway.
 * - `xenova` AutoTokenizer of @xenova/transformers, its predecessor.
 *
 * Named rather than handed over, because tokenising happens in a worker, where objects of the caller's cannot follow.
 */
export type TokenizerPackage = "huggingface-tokenizers" | "transformers" | "xenova";

type Open = (files: TokenizerFiles) => PlainTokenizer | Promise<PlainTokenizer>;

const packages: Record<TokenizerPackage, Open> = {
  "huggingface-tokenizers": (files) => {
    const tokenizer = new Tokenizer(files.json, files.config);
    return fastWordPiece(fromTokenizer(tokenizer), (piece) => tokenizer.token_to_id(piece), files);
  },
  async transformers({ json, config }) {
    const name = "@huggingface/transformers";
    return fromClasses(
      name,
      await importPeer(name, async () => (await import("@huggingface/transformers")) as object),
      json,
      config,
    );
  },
  async xenova({ json, config }) {
    const name = "@xenova/transformers";
    // Not the package's own door, which loads an image library that often cannot be installed.
    // @ts-expect-error: the package has types for its own door only
    const classes = await importPeer(name, async () => (await import("@xenova/transformers/src/tokenizers.js")) as object);
    return fromClasses(name, classes, toOlderTokenizerJson(json), config);
  },
};

/**
 * Makes a tokenizer of a package.
 *
 * @throws {RerankError} `missing_peer` when the package is not installed
 */
export async function openTokenizer(name: TokenizerPackage, files: TokenizerFiles): Promise<PlainTokenizer> {
  return packages[name](files);
}

function fromTokenizer(tokenizer: Tokenizer): PlainTokenizer {
  return {
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    encodeText: (text) => tokenizer.encode(text).ids,
    encodePair(query, document) {
      const { ids, token_type_ids } = tokenizer.encode(query, { text_pair: document, return_token_type_ids: true });
      return { ids, typeIds: token_type_ids ?? ids.map(() => 0) };
    },
  };
}

/** A package's tokenizer classes, by the names that `tokenizer_config.json` uses. */
type TokenizerClasses = Record<string, new (json: object, config: object) => AutoTokenizer>;

/** What `AutoTokenizer.from_pretrained` does, without its search for files, which knows the Hub and a cache of its own. */
function fromClasses(name: string, loaded: object, json: object, config: TokenizerFiles["config"]): PlainTokenizer {
  const classes = loaded as TokenizerClasses;
  const className = config.tokenizer_class?.replace(/Fast$/, "") ?? "";
  const Tokenizer = (className.endsWith("Tokenizer") && classes[className]) || classes.PreTrainedTokenizer;
  if (!Tokenizer) throw new RerankError("missing_peer", `this version of ${name} has no tokenizers; install a current one`);
  return fromAutoTokenizer(new Tokenizer(json, config));
}
