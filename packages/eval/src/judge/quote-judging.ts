import { openChatModel, tokenCost } from "secondpass/listwise";
import { callSizes } from "./call-sizes.ts";
import { checkAsking } from "./check-limits.ts";
import type { AskOptions, JudgeOptions } from "./judge-options.ts";
import type { JudgeQuote } from "./judge-quote.ts";
import { type JudgmentLog, openJudgmentLog } from "./judgment-log.ts";
import { type PlannedCall, planCalls } from "./plan-calls.ts";
import { type Judging, setUpJudging } from "./set-up-judging.ts";

/**
 * What a judging will take, without asking anything; no key is needed. With a model and a checkpoint, what is done is left out.
 *
 * @throws {RerankError} as `judge`
 */
export async function quoteJudging(
  options: JudgeOptions & Partial<Pick<AskOptions, "model" | "modelOptions" | "retries">>,
): Promise<JudgeQuote> {
  checkAsking(options);
  const judging = await setUpJudging(options);
  const { model, modelOptions, checkpoint } = options;
  // A key that is looked for when it is needed is not needed here.
  const id = model === undefined ? "" : (await openChatModel(model, { ...modelOptions, apiKey: () => "" })).id;
  const log = await openJudgmentLog(model === undefined ? undefined : checkpoint, judging, id, false);
  return quoteCalls(judging, log, options);
}

/** What is still to be asked, and what it costs. */
export function quoteCalls(
  judging: Judging,
  log: JudgmentLog,
  { price, retries = 1 }: Partial<Pick<AskOptions & JudgeOptions, "price" | "retries">>,
): JudgeQuote {
  const { queries } = judging;
  const calls = planCalls(judging, log, retries, { skipped: new Set(), alone: new Set() });
  const sizes = callSizes(judging);
  const sum = (of: (call: PlannedCall) => number) => calls.reduce((total, call) => total + of(call), 0);
  const inputTokens = sum((call) => sizes.inputTokens(call));
  const outputTokens = sum(({ documents }) => sizes.outputTokens(documents.length));
  return {
    queries: queries.length,
    documents: queries.reduce((total, { documents }) => total + documents.length, 0),
    grades: sum(({ documents }) => documents.length),
    calls: calls.length,
    inputTokens,
    outputTokens,
    ...(price && { costUsd: tokenCost(price, inputTokens, outputTokens) }),
  };
}
