import type { ListwisePlan } from "../../rank/index.ts";
import type { TokenPrice } from "./listwise-options.ts";

export interface TokenSizes {
  /** Tokens of a document as it is shown, label included, on average. */
  passageTokens: number;
  /** Tokens of a prompt without documents. */
  promptTokens: number;
  /** Tokens of reasoning in an answer. */
  reasoningTokens?: number;
}

/** Tokens and money of a plan. Estimates: a model's own tokenizer counts somewhat differently. */
export interface ListwisePrice {
  inputTokens: number;
  outputTokens: number;
  /** Only where a price is given. */
  costUsd?: number;
}

// "[12] > " is 4.5 tokens; measured over 43 queries of 100 documents, 4.92.
export const tokensPerLabel = 5;

/** Room left in an answer for what is no label: brackets of JSON, a word or two. */
export const tokensBesideLabels = 20;

/**
 * What a plan costs: documents x their tokens + calls x the prompt's, and 5 tokens for each label that is written.
 */
export function priceListwise(
  { calls, passages, labels }: Pick<ListwisePlan, "calls" | "passages" | "labels">,
  { passageTokens, promptTokens, reasoningTokens = 0 }: TokenSizes,
  price?: TokenPrice,
): ListwisePrice {
  const inputTokens = Math.ceil(passages * passageTokens + calls * promptTokens);
  const outputTokens = Math.ceil(labels * tokensPerLabel + calls * reasoningTokens);
  return { inputTokens, outputTokens, ...(price && { costUsd: tokenCost(price, inputTokens, outputTokens) }) };
}

/**
 * US dollars for so many tokens.
 *
 * @example
 * import { tokenCost } from "secondpass/listwise";
 *
 * tokenCost({ perMillionInputTokens: 0.25, perMillionOutputTokens: 2 }, 1_000_000, 100_000); // => 0.45
 */
export function tokenCost(price: TokenPrice, inputTokens: number, outputTokens: number): number {
  return (inputTokens * price.perMillionInputTokens + outputTokens * price.perMillionOutputTokens) / 1_000_000;
}
