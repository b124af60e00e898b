import { estimateTokens, type FittedPlan, fitListwise } from "../../rank/index.ts";
import type { ListwiseOptions } from "./listwise-options.ts";
import { type ListwisePrice, priceListwise, type TokenSizes } from "./price-listwise.ts";
import { defaultPrompt } from "./prompts/default-prompt.ts";

/** The plan of one call, within its limits, with what it costs. */
export function planCall(
  query: string,
  texts: readonly string[],
  topN: number | undefined,
  options: ListwiseOptions,
): FittedPlan & { price: ListwisePrice } {
  const { strategy = "auto", window, stride, topK = topN ?? 10, passes, consistency, scorer, price } = options;
  const shape = {
    strategy: options.parity ? "slidingWindow" : strategy,
    count: texts.length,
    topK: Math.min(topK, Math.max(1, texts.length)),
    hasScorer: scorer !== undefined,
    ...(window !== undefined && { window }),
    ...(stride !== undefined && { stride }),
    ...(passes !== undefined && { passes }),
    ...(consistency !== undefined && { consistency }),
  } as const;
  const sizes = tokenSizes(query, texts, options);
  const fitted = fitListwise(shape, options, (plan) => priceListwise(plan, sizes, price));
  return { ...fitted, price: priceListwise(fitted.plan, sizes, price) };
}

// "[12] " and the delimiters around a passage.
const tokensAround = 12;

function tokenSizes(query: string, texts: readonly string[], options: ListwiseOptions): TokenSizes {
  const { passageTokens = 300, reasoningTokens = 0 } = options;
  const shown = texts.reduce((sum, text) => sum + Math.min(passageTokens, estimateTokens(text)), 0);
  const prompt = (options.prompt ?? defaultPrompt(options)).render({
    query,
    passages: [],
    ask: 10,
    output: "text",
    isRetry: false,
    nonce: "00000000",
  });
  return {
    passageTokens: texts.length === 0 ? 0 : shown / texts.length + tokensAround,
    promptTokens: estimateTokens(prompt.map(({ content }) => content).join("\n")),
    reasoningTokens,
  };
}
