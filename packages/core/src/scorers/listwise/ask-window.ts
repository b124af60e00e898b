import { isRerankError, type RerankError } from "../../contract/index.ts";
import { estimateTokens, shuffled } from "../../rank/index.ts";
import { firstTokenOrder } from "./answers/first-token-order.ts";
import { parseAnswer } from "./answers/parse-answer.ts";
import { parseAnswerAsRankGpt } from "./answers/parse-answer-as-rank-gpt.ts";
import type { ParsedAnswer } from "./answers/parsed-answer.ts";
import type { ChatAnswer, ChatRequest } from "./chat-model.ts";
import type { ListwiseCall } from "./listwise-options.ts";
import type { RunContext } from "./run-context.ts";
import { type Reservation, SpendingStopped } from "./spending.ts";
import { labelsOf, mostOutput, toRequest } from "./window-request.ts";

/** An answer that could be read, as an order of the positions that were shown. */
export interface WindowAnswer {
  order: number[];
  parsed: ParsedAnswer;
}

/** What came of asking: an answer if any could be read, and how many calls were made for it. */
export interface Asked {
  answer?: WindowAnswer;
  calls: number;
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
 * @throws what no further call would mend: a refused key, an abort
 */
export async function askWindow(context: RunContext, shown: readonly number[], top: number): Promise<Asked> {
  const { options, signal, counts } = context;
  const { retries = 1, parity } = options;
  const random = context.fork();
  counts.questions++;
  let passageTokens = options.passageTokens ?? (parity ? Number.POSITIVE_INFINITY : 300);
  let isShortened = false;
  let order = [...shown];
  let best: WindowAnswer | undefined;
  let calls = 0;
  for (let retry = 0; retry <= retries; ) {
    const labels = labelsOf(context, order, random);
    const request = toRequest(context, order, labels, { top, passageTokens, isRetry: retry > 0, random });
    const inputTokens = estimateTokens(request.messages.map(({ content }) => content).join("\n"));
    const reservation = reserve(context, inputTokens, mostOutput(context, order.length, top), calls > 0);
    if (!reservation) break;
    calls++;
    const startedAt = performance.now();
    let answer: ChatAnswer;
    try {
      answer = await complete(context, request);
    } catch (error) {
      signal.throwIfAborted();
      reservation.settle({ inputTokens: 0, outputTokens: 0 });
      if (isFatal(error)) throw error;
      counts.lastError = error as RerankError;
      tell(context, { documents: order.length, outcome: "failed", startedAt, inputTokens: 0, outputTokens: 0 });
      if (counts.lastError.code !== "context_too_long" || isShortened) break;
      isShortened = true;
      passageTokens = Math.max(1, Math.floor(longestOf(context, order, passageTokens) / 2));
      continue;
    }
    const outputTokens = answer.usage?.outputTokens ?? estimateTokens(JSON.stringify(answer.content ?? ""));
    reservation.settle({ inputTokens: answer.usage?.inputTokens, outputTokens });
    const parsed = read(context, answer, labels, top);
    count(context, parsed);
    const isReadable = parsed.stated > 0;
    if (isReadable) counts.answered++;
    if (parsed.stated > (best?.parsed.stated ?? 0)) {
      best = { order: parsed.order.map((position) => order[position] as number), parsed };
      // What the answer leaves out stands as it stood before, not as it was shuffled for the retry.
      if (retry > 0) best.order = keepUnstated(best.order, parsed.stated, shown);
    }
    const used = { inputTokens: answer.usage?.inputTokens ?? inputTokens, outputTokens };
    tell(context, { documents: order.length, outcome: isReadable ? "answered" : "unreadable", startedAt, ...used });
    // Nobody is asked twice to say what a filter holds back.
    if (parity || !askAgain.has(parsed.status) || answer.finish === "filter") break;
    retry++;
    order = shuffled(shown, random);
  }
  if (!best) counts.unanswered++;
  return { ...(best && { answer: best }), calls };
}

/** Takes what a call may cost; nothing where that is not to be had, which ends the ranking unless it is for a retry. */
function reserve(context: RunContext, inputTokens: number, outputTokens: number, isRetry: boolean): Reservation | undefined {
  const { counts, spending, callsAhead } = context;
  if (counts.stopped !== undefined) return undefined;
  // A window that is not shown at all is a greater loss than an answer that could not be read.
  const needed = 1 + callsAhead();
  if (isRetry && spending.refusal(needed, needed * inputTokens, needed * outputTokens) !== undefined) return undefined;
  try {
    const reservation = spending.reserve(inputTokens, outputTokens);
    if (isRetry) counts.retries++;
    context.onChange();
    return reservation;
  } catch (error) {
    if (!(error instanceof SpendingStopped)) throw error;
    counts.stopped = error.message;
    return undefined;
  }
}

function complete(context: RunContext, request: ChatRequest): Promise<ChatAnswer> {
  const { slots, signal, options, deadlineAt, fail } = context;
  // What an attempt that came to nothing cost in tokens is not known; a call it was.
  const mayRetry = () => reserve(context, 0, 0, true) !== undefined;
  return slots.execute(async () => {
    signal.throwIfAborted();
    try {
      return await options.model.complete(request, { signal, mayRetry, ...(deadlineAt !== undefined && { deadlineAt }) });
    } catch (error) {
      // Before the slot is free and the next in line takes it.
      if (isFatal(error)) fail(error);
      throw error;
    }
  });
}

function isFatal(error: unknown): boolean {
  return !isRerankError(error) || fatal.has(error.code);
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
  { counts, options, onChange }: RunContext,
  { startedAt, ...call }: Omit<ListwiseCall, "call" | "durationMs"> & { startedAt: number },
): void {
  counts.ended++;
  onChange();
  options.onCall?.({ call: counts.ended, durationMs: performance.now() - startedAt, ...call });
}
