import { type EncodedPair, joinPair, templateLength } from "../onnx/tokenizer/pair-template.ts";
import type { TextTokenizer } from "../onnx/tokenizer/text-tokenizer.ts";
import { type Truncation, truncatePair } from "./truncate-pair.ts";

/** A pair ready for the model, and what was cut to make it fit. */
export interface WindowedPair extends EncodedPair {
  keptTokens: number;
  totalTokens: number;
  queryTruncated: boolean;
}

/** Encodes documents for one query. */
export interface PairEncoder {
  (text: string): WindowedPair;
  /** Most tokens of a document that are read beside the query. */
  readonly room: number;
}

/** Encodes documents for one query, which is tokenised once. */
export function createPairEncoder(
  tokenizer: TextTokenizer,
  query: string,
  maxTokens: number,
  truncation?: Truncation,
): PairEncoder {
  const queryIds = tokenizer.encode(query);
  const room = maxTokens - templateLength(tokenizer.template);
  const cut = (documentLength: number) => truncatePair(queryIds.length, documentLength, room, truncation, maxTokens);

  function encodePair(text: string): WindowedPair {
    const documentIds = tokenizer.encode(text);
    const kept = cut(documentIds.length);
    const pair = joinPair(tokenizer.template, queryIds.slice(0, kept.query), documentIds.slice(0, kept.document));
    return {
      ...pair,
      keptTokens: kept.document,
      totalTokens: documentIds.length,
      queryTruncated: kept.query < queryIds.length,
    };
  }

  // What is left of a document without end.
  return Object.assign(encodePair, { room: cut(Number.MAX_SAFE_INTEGER).document });
}
