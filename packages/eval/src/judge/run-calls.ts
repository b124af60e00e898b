import { isRerankError, type RerankError } from "secondpass";
import { forEachInLanes } from "secondpass/adapter";
import { type ChatModel, type Spending, SpendingStopped } from "secondpass/listwise";
import { type AskedGrades, askGrades } from "./ask-grades.ts";
import { callSizes } from "./call-sizes.ts";
import type { AskOptions, JudgeOptions } from "./judge-options.ts";
import { type JudgmentLog, placeOf } from "./judgment-log.ts";
import { type PlannedCall, planCalls } from "./plan-calls.ts";
import type { Judging } from "./set-up-judging.ts";

/** How the calls ended. */
export interface CallsEnd {
  /** Why the rest was not asked, where that is so. */
  stopped?: string;
  /** The last error of a call that did not come through. */
  error?: RerankError;
  /** Documents about which no call came through, by `placeOf`: code of the error. */
  failed: ReadonlyMap<string, string>;
}

// These are about the one prompt; another may do. What else is not retryable, such as a wrong key, every call would meet.
const aboutOnePrompt: ReadonlySet<string> = new Set([
  "context_too_long",
  "invalid_request",
  "invalid_response",
  "inference_failed",
]);
const mostFailuresInARow = 5;

/**
 * Makes all calls that are to be made, then those for what they left without a grade, as often as there are retries. Ends early, with
 * what is done, where a limit is reached or nothing comes through any more.
 *
 * @throws the signal's reason; errors of the checkpoint's file
 */
export async function runCalls(
  model: ChatModel,
  judging: Judging,
  log: JudgmentLog,
  spending: Spending,
  options: AskOptions & Pick<JudgeOptions, "signal">,
): Promise<CallsEnd> {
  const { retries = 1, concurrency = 4, maxCostUsd, onProgress, signal } = options;
  const sizes = callSizes(judging);
  const failed = new Map<string, string>();
  const skipped = new Set<string>();
  const alone = new Set<string>();
  let stopped: string | undefined;
  let lastError: RerankError | undefined;
  let failuresInARow = 0;
  let done = 0;

  function reserve(inputTokens: number, outputTokens: number) {
    try {
      return spending.reserve(inputTokens, outputTokens);
    } catch (error) {
      if (!(error instanceof SpendingStopped)) throw error;
      stopped ??= error.message;
      return undefined;
    }
  }

  async function make(call: PlannedCall, either: AbortSignal): Promise<void> {
    const reservation = reserve(sizes.inputTokens(call), sizes.mostOutput(call.documents.length));
    if (!reservation) return;
    const limit = maxCostUsd === undefined ? {} : { maxTokens: sizes.mostOutput(call.documents.length) };
    // What an attempt that came to nothing cost in tokens is not known; a call it was.
    const mayRetry = () => reserve(0, 0) !== undefined;
    let asked: AskedGrades;
    try {
      asked = await askGrades(model, judging, call, { signal: either, mayRetry, ...limit });
    } catch (error) {
      either.throwIfAborted();
      reservation.settle({ inputTokens: 0, outputTokens: 0 });
      if (!isRerankError(error)) throw error;
      note(call, error);
      return;
    }
    reservation.settle(asked);
    failuresInARow = 0;
    const { grades, status, inputTokens, outputTokens } = asked;
    const documents = call.documents.map((id, i) => ({ id, grade: grades[i] ?? null }));
    await log.add({ query: call.query.id, repeat: call.repeat, documents, status, inputTokens, outputTokens });
  }

  function note({ query, repeat, documents }: PlannedCall, error: RerankError): void {
    const places = documents.map((id) => placeOf(query.id, id, repeat));
    if (error.code === "context_too_long" && documents.length > 1) {
      for (const place of places) alone.add(place);
      return;
    }
    lastError = error;
    for (const place of places) {
      skipped.add(place);
      failed.set(place, error.code);
    }
    const isForAll = !error.retryable && !aboutOnePrompt.has(error.code);
    if (isForAll || ++failuresInARow >= mostFailuresInARow) stopped ??= error.message;
  }

  for (let calls = plan(); calls.length > 0 && !stopped; calls = plan()) {
    const total = done + calls.length;
    await forEachInLanes(calls, { concurrency, signal }, async (call, either) => {
      // What is under way is paid for and may end; nothing new is begun.
      if (stopped) return;
      await make(call, either);
      onProgress?.(++done, total);
    });
  }
  return { stopped, error: lastError, failed };

  function plan(): PlannedCall[] {
    return planCalls(judging, log, retries, { skipped, alone });
  }
}
