import { type EncodedPair, joinPair, templateLength } from "../onnx/tokenizer/pair-template.ts";
import type { TextTokenizer } from "../onnx/tokenizer/text-tokenizer.ts";
import { type Truncation, truncatePair } from "./truncate-pair.ts";

/** A pair ready for the model, and what was cut to make it fit. */
export interface WindowedPair extends EncodedPair {
  keptTokens: number;
  totalTokens: number;
  queryTruncated: boolean;
}

/** Encodes documents for one query, which is tokenised once. */
export function createPairEncoder(
  tokenizer: TextTokenizer,
  query: string,
  maxTokens: number,
  truncation?: Truncation,
): (text: string) => WindowedPair {
  const queryIds = tokenizer.encode(query);
  const room = maxTokens - templateLength(tokenizer.template);
  return (text) => {
    const documentIds = tokenizer.encode(text);
    const kept = truncatePair(queryIds.length, documentIds.length, room, truncation, maxTokens);
    const pair = joinPair(tokenizer.template, queryIds.slice(0, kept.query), documentIds.slice(0, kept.document));
    return {
      ...pair,
      keptTokens: kept.document,
      totalTokens: documentIds.length,
      queryTruncated: kept.query < queryIds.length,
    };
  };
}
