import { estimateTokens, type FittedPlan, fitListwise, type ListwisePlan } from "../../rank/index.ts";
import type { ListwiseOptions } from "./listwise-options.ts";
import { type ListwisePrice, priceListwise, type TokenSizes, tokensBesideLabels, tokensPerLabel } from "./price-listwise.ts";
import { defaultPrompt } from "./prompts/default-prompt.ts";
import { cutPassage } from "./prompts/index.ts";

/** The plan of one call, within its limits, with what it costs. */
export function planCall(
  query: string,
  texts: readonly string[],
  topN: number | undefined,
  options: ListwiseOptions,
): FittedPlan & { price: ListwisePrice } {
  const { strategy = "auto", window, stride, passes, consistency, scorer, price, output } = options;
  const shape = {
    strategy: options.parity ? "slidingWindow" : strategy,
    count: texts.length,
    topK: topKOf(texts.length, topN, options),
    hasScorer: scorer !== undefined,
    ...(window !== undefined && { window }),
    ...(stride !== undefined && { stride }),
    ...(passes !== undefined && { passes }),
    ...(consistency !== undefined && { consistency }),
  } as const;
  const sizesAt = createTokenSizes(query, texts, options);
  // One token tells the whole window; RankGPT always writes the whole window.
  const asAsked = (plan: ListwisePlan): ListwisePlan => ({
    ...plan,
    labels: output === "logprobs" ? plan.calls / tokensPerLabel : options.parity ? plan.passages : plan.labels,
  });
  const fitted = fitListwise(shape, options, (plan, depth) => {
    const sizes = sizesAt(depth);
    const reasoningTokens = sizes.reasoningTokens + (output === "logprobs" ? 0 : tokensBesideLabels);
    return priceListwise(asAsked(plan), { ...sizes, reasoningTokens }, price);
  });
  return { ...fitted, price: priceListwise(asAsked(fitted.plan), sizesAt(fitted.depth), price) };
}

/** How many of the best matter: what the call says, else the option. */
export function topKOf(count: number, topN: number | undefined, { topK = 10 }: Pick<ListwiseOptions, "topK">): number {
  return Math.min(topN ?? topK, Math.max(1, count));
}

/** Sizes of what is shown of the first so many documents. */
function createTokenSizes(
  query: string,
  texts: readonly string[],
  options: ListwiseOptions,
): (depth: number) => Required<TokenSizes> {
  const { passageTokens = options.parity ? Number.POSITIVE_INFINITY : 300, reasoningTokens = 0 } = options;
  const prompt = options.prompt ?? defaultPrompt(options);
  const lengthOf = (labels: readonly string[]) => {
    const passages = labels.map((label) => ({ label, text: "x" }));
    const messages = prompt.render({ query, passages, ask: 10, output: "text", isRetry: false, nonce: "00000000" });
    return messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
  };
  const promptTokens = lengthOf([]);
  // What a prompt puts around a document, label included: other prompts, other words.
  const around = lengthOf(["10"]) - promptTokens;
  let shown = 0;
  const shownUpTo = texts.map((text) => {
    shown += estimateTokens(Number.isFinite(passageTokens) ? cutPassage(text, passageTokens) : text);
    return shown;
  });
  return (depth) => ({
    passageTokens: depth === 0 ? 0 : (shownUpTo[depth - 1] as number) / depth + around,
    promptTokens,
    reasoningTokens,
  });
}
