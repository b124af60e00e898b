import { isRerankError } from "../../contract/index.ts";
import { estimateTokens, shuffled } from "../../rank/index.ts";
import { firstTokenOrder } from "./answers/first-token-order.ts";
import { parseAnswer } from "./answers/parse-answer.ts";
import { parseAnswerAsRankGpt } from "./answers/parse-answer-as-rank-gpt.ts";
import type { ParsedAnswer } from "./answers/parsed-answer.ts";
import type { ChatAnswer, ChatRequest } from "./chat-model.ts";
import type { ListwiseCall } from "./listwise-options.ts";
import { tokensPerLabel } from "./price-listwise.ts";
import { cutPassage, makeLabels, makeNonce } from "./prompts/index.ts";
import type { RunContext } from "./run-context.ts";

/** An answer that could be read, as an order of the positions that were shown. */
export interface WindowAnswer {
  order: number[];
  parsed: ParsedAnswer;
}

// No second question mends these, and every other window would meet them too.
const fatal: ReadonlySet<string> = new Set([
  "missing_key",
  "authentication_failed",
  "payment_required",
  "invalid_config",
  "missing_peer",
  "disposed",
]);

// Answers of these kinds say nothing of the order; the same question, put otherwise, may.
const askAgain: ReadonlySet<string> = new Set(["unparsed", "refused", "truncated", "empty", "partial"]);

/**
 * Asks about one window until an answer can be read or the retries are used up. A retry shows the documents in another order
 * under other labels and asks for the form once more; a context that is too long is asked once more with half of each text.
 *
 * @param shown positions in the order in which they are shown
 * @returns `undefined` where no answer could be read
 * @throws what no further call would mend: a refused key, a spent budget, an abort
 */
export async function askWindow(context: RunContext, shown: readonly number[], top: number): Promise<WindowAnswer | undefined> {
  const { options, spending, signal, deadlineAt } = context;
  const { retries = 1, parity } = options;
  let passageTokens = options.passageTokens ?? (parity ? Number.POSITIVE_INFINITY : 300);
  let isShortened = false;
  let order = [...shown];
  let best: WindowAnswer | undefined;
  for (let retry = 0; retry <= retries; ) {
    const labels = labelsOf(context, order);
    const request = toRequest(context, order, labels, top, passageTokens, retry > 0);
    const inputTokens = estimateTokens(request.messages.map(({ content }) => content).join("\n"));
    const reservation = spending.reserve(inputTokens, top * tokensPerLabel + (options.reasoningTokens ?? 0));
    if (retry > 0) context.counts.retries++;
    const startedAt = performance.now();
    let answer: ChatAnswer;
    try {
      answer = await context.slots.execute(() => {
        signal.throwIfAborted();
        return options.model.complete(request, { signal, ...(deadlineAt !== undefined && { deadlineAt }) });
      });
    } catch (error) {
      signal.throwIfAborted();
      reservation.settle({ inputTokens: 0, outputTokens: 0 });
      tell(context, { documents: order.length, outcome: "failed", startedAt, inputTokens: 0, outputTokens: 0 });
      if (!isRerankError(error) || fatal.has(error.code)) throw error;
      context.counts.lastError = error;
      if (error.code === "context_too_long" && !isShortened) {
        isShortened = true;
        passageTokens = Math.floor(longestOf(context, order, passageTokens) / 2);
        continue;
      }
      return best;
    }
    const outputTokens = answer.usage?.outputTokens ?? estimateTokens(JSON.stringify(answer.content ?? ""));
    reservation.settle({ inputTokens: answer.usage?.inputTokens, outputTokens });
    const parsed = read(context, answer, labels, top);
    count(context, parsed);
    const isReadable = parsed.stated > 0;
    const used = { inputTokens: answer.usage?.inputTokens ?? inputTokens, outputTokens };
    tell(context, { documents: order.length, outcome: isReadable ? "answered" : "unreadable", startedAt, ...used });
    if (isReadable && parsed.stated > (best?.parsed.stated ?? 0)) {
      best = { order: parsed.order.map((position) => order[position] as number), parsed };
      // What the answer leaves out stands as it stood before, not as it was shuffled for the retry.
      if (retry > 0) best.order = keepUnstated(best.order, parsed.stated, shown);
    }
    // Nobody is asked twice to say what a filter holds back.
    if (parity || !askAgain.has(parsed.status) || answer.finish === "filter") return best;
    retry++;
    order = shuffled(shown, context.random);
  }
  return best;
}

function labelsOf({ labels, random, query, texts }: RunContext, order: readonly number[]): string[] {
  return makeLabels(labels, order.length, random, [query, ...order.map((position) => texts[position] as string)]);
}

function toRequest(
  { query, texts, instruction, options, prompt, random }: RunContext,
  order: readonly number[],
  labels: readonly string[],
  top: number,
  passageTokens: number,
  isRetry: boolean,
): ChatRequest {
  const { output = "text", model, parity, maxCostUsd, reasoningTokens = 0 } = options;
  const passages = order.map((position, i) => ({
    label: labels[i] as string,
    text: Number.isFinite(passageTokens) ? cutPassage(texts[position] as string, passageTokens) : (texts[position] as string),
  }));
  const ask = parity ? order.length : top;
  const messages = prompt.render({
    query,
    passages,
    ask,
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
    ...(output !== "logprobs" && maxCostUsd !== undefined && { maxTokens: ask * tokensPerLabel + 20 + reasoningTokens }),
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

function read({ options }: RunContext, answer: ChatAnswer, labels: readonly string[], top: number): ParsedAnswer {
  if (options.parity) return parseAnswerAsRankGpt(answer.content, { labels });
  if (options.output === "logprobs" && answer.firstToken) return firstTokenOrder(answer.firstToken, labels);
  return parseAnswer(answer.content, { labels, asked: top, isCut: answer.finish === "length" });
}

function keepUnstated(order: readonly number[], stated: number, shown: readonly number[]): number[] {
  const named = new Set(order.slice(0, stated));
  return [...order.slice(0, stated), ...shown.filter((position) => !named.has(position))];
}

function longestOf({ texts }: RunContext, order: readonly number[], passageTokens: number): number {
  return Math.min(passageTokens, Math.max(...order.map((position) => estimateTokens(texts[position] as string))));
}

function count({ counts }: RunContext, { status, missing, duplicate, unknown }: ParsedAnswer): void {
  const { repairs } = counts;
  if (status !== "ok") repairs.answers++;
  repairs.missing += missing;
  repairs.duplicate += duplicate;
  repairs.unknown += unknown;
  if (status === "unparsed" || status === "empty") repairs.unparsed++;
  if (status === "refused") repairs.refused++;
  if (status === "truncated") repairs.truncated++;
}

function tell(
  { counts, options, onCall }: RunContext,
  { startedAt, ...call }: Omit<ListwiseCall, "call" | "durationMs"> & { startedAt: number },
): void {
  counts.ended++;
  onCall(counts.ended);
  options.onCall?.({ call: counts.ended, durationMs: performance.now() - startedAt, ...call });
}
