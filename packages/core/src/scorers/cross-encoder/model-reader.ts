import { RerankError } from "../../contract/index.ts";
import type { Padding } from "../onnx/runtime/pad-batch.ts";
import { checkVocabulary } from "../onnx/tokenizer/check-vocabulary.ts";
import { templateLength } from "../onnx/tokenizer/pair-template.ts";
import { loadTokenizer, type TextTokenizer } from "../onnx/tokenizer/text-tokenizer.ts";
import { createPairEncoder, type PairEncoder } from "./encode-pairs.ts";
import type { PairStart } from "./pair-messages.ts";
import { createPromptEncoder } from "./prompt-encoder.ts";
import type { HeadOptions } from "./score-head.ts";

/** All of a model but its graph: how texts become its input, and what its output means. */
export interface ModelReader {
  readonly tokenizer: TextTokenizer;
  /** Most tokens of a pair. */
  readonly maxTokens: number;
  readonly createEncoder: (query: string) => PairEncoder;
  readonly padding: Padding;
  readonly head: HeadOptions;
}

export type ReaderStart = Pick<
  PairStart,
  "tokenizerFile" | "tokenizerConfigFile" | "tokenizer" | "layout" | "padId" | "vocabularySize" | "maxTokens"
>;

/**
 * Loads a model's tokenizer and puts together what is known of its layout; wherever its graph runs.
 *
 * @throws {RerankError} `model_not_found`, `invalid_tokenizer`, `invalid_config`, `missing_peer`
 */
export async function loadModelReader(start: ReaderStart): Promise<ModelReader> {
  const { padId, layout } = start;
  const tokenizer = await loadTokenizer(start.tokenizerFile, start.tokenizerConfigFile, start.tokenizer);
  checkVocabulary(tokenizer, start.vocabularySize, start.tokenizerFile);
  const maxTokens = Math.min(start.maxTokens, tokenizer.maxTokens ?? Number.POSITIVE_INFINITY);
  return {
    tokenizer,
    maxTokens,
    createEncoder: encoderOf(tokenizer, maxTokens, start),
    padding: { padId, side: layout.prompt ? "left" : "right", firstPosition: layout.firstPosition, types: layout.types },
    head: { ...layout, answers: findAnswers(tokenizer, start) },
  };
}

function encoderOf(tokenizer: TextTokenizer, maxTokens: number, { layout }: ReaderStart): ModelReader["createEncoder"] {
  if (layout.prompt) return createPromptEncoder(tokenizer, layout.prompt, maxTokens);
  if (maxTokens <= templateLength(tokenizer.template) + 1) {
    throw new RerankError("invalid_config", `maxTokens ${maxTokens} leaves no room for a query and a document`);
  }
  return (query) => createPairEncoder(tokenizer, query, maxTokens, layout.truncation);
}

function findAnswers(tokenizer: TextTokenizer, { layout, tokenizerFile }: ReaderStart): HeadOptions["answers"] {
  if (!layout.prompt) return undefined;
  const tokenOf = (answer: string) => {
    const [id, ...more] = tokenizer.encode(answer);
    if (id !== undefined && more.length === 0) return id;
    throw new RerankError("invalid_config", `the answer ${JSON.stringify(answer)} is not one token of ${tokenizerFile}`);
  };
  const { yes, no } = layout.prompt;
  return { yes: tokenOf(yes), ...(no !== undefined && { no: tokenOf(no) }) };
}
