import type { ChatRequest } from "./chat-model.ts";
import { tokensBesideLabels, tokensPerLabel } from "./price-listwise.ts";
import { cutPassage, makeLabels, makeNonce } from "./prompts/index.ts";
import type { RunContext } from "./run-context.ts";

/** Most tokens of an answer, which is also its limit where money is limited. */
export function mostOutput({ options }: RunContext, shown: number, top: number): number {
  if (options.output === "logprobs") return 1;
  return (options.parity ? shown : top) * tokensPerLabel + tokensBesideLabels + (options.reasoningTokens ?? 0);
}

/** Labels of the documents, by the places in which they are shown. */
export function labelsOf({ labels, query, texts }: RunContext, order: readonly number[], random: () => number): string[] {
  return makeLabels(labels, order.length, random, [query, ...order.map((position) => texts[position] as string)]);
}

/** What the model is asked about one window. */
export function toRequest(
  context: RunContext,
  order: readonly number[],
  labels: readonly string[],
  { top, passageTokens, isRetry, random }: { top: number; passageTokens: number; isRetry: boolean; random: () => number },
): ChatRequest {
  const { query, texts, instruction, options, prompt } = context;
  const { output = "text", model, parity, maxCostUsd } = options;
  const passages = order.map((position, i) => ({
    label: labels[i] as string,
    text: Number.isFinite(passageTokens) ? cutPassage(texts[position] as string, passageTokens) : (texts[position] as string),
  }));
  const messages = prompt.render({
    query,
    passages,
    ask: parity ? order.length : top,
    output: output === "logprobs" ? "label" : output,
    isRetry,
    nonce: makeNonce(random, [query, ...passages.map(({ text }) => text)]),
    ...(instruction !== undefined && { instruction }),
  });
  return {
    messages,
    temperature: 0,
    ...(output === "json" && model.supports.schema && { schema: rankingSchema(labels) }),
    ...(output === "logprobs" && { maxTokens: 1, topLogprobs: Math.min(20, labels.length) }),
    // A limit on what is spent is one on what is written.
    ...(output !== "logprobs" && maxCostUsd !== undefined && { maxTokens: mostOutput(context, order.length, top) }),
  };
}

function rankingSchema(labels: readonly string[]): Record<string, unknown> {
  return {
    type: "object",
    properties: { ranking: { type: "array", items: { type: "string", enum: labels } } },
    required: ["ranking"],
    additionalProperties: false,
  };
}
