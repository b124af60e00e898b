import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";
import type { PlainTokenizer } from "../../../../../../../packages/core/src/scorers/onnx/tokenizer/plain-tokenizer.ts";
import { fastWordPiece } from "../../../../../../../packages/core/src/scorers/onnx/tokenizer/word-piece/index.ts";

interface Package {
  encode(text: string, options: object): { ids: number[] };
  token_to_id(piece: string): number | undefined;
}

// The tokenizer is core's dependency, not the workspace's, so it is found from there.
const core = createRequire(new URL("../../../../../../../packages/core/package.json", import.meta.url));
const { Tokenizer }: { Tokenizer: new (json: object, config: object) => Package } = core("@huggingface/tokenizers");

/** A tokenizer's files, as they are read. */
export interface TokenizerJson {
  normalizer: object | null;
  pre_tokenizer: object | null;
  model: { vocab: Record<string, number> } & Record<string, unknown>;
  added_tokens: object[];
  post_processor: object | null;
}

export function readFiles(folder: string = modelDirectory): { json: TokenizerJson; config: object } {
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8"));
  return { json: read("tokenizer.json"), config: read("tokenizer_config.json") };
}

/** The package's tokenizer and the fast one, and how often the fast one left a text to the package. */
export interface Both {
  slow(text: string): number[];
  fast(text: string): number[];
  readonly isFast: boolean;
  readonly leftToPackage: number;
}

export function openBoth(files: { json: object; config: object } = readFiles()): Both {
  const tokenizer = new Tokenizer(files.json, files.config);
  const slow = (text: string) => tokenizer.encode(text, { add_special_tokens: false }).ids;
  let left = 0;
  const plain: PlainTokenizer = {
    encode(text) {
      left++;
      return slow(text);
    },
    encodeText: slow,
    encodePair: () => ({ ids: [], typeIds: [] }),
  };
  const fast = fastWordPiece(plain, (piece) => tokenizer.token_to_id(piece), files);
  // Those of the samples that it is tried on when it is opened.
  const atFirst = left;
  return {
    slow,
    fast: fast.encode,
    isFast: fast !== plain,
    get leftToPackage() {
      return left - atFirst;
    },
  };
}
