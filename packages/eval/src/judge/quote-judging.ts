import { openChatModel, tokenCost } from "secondpass/listwise";
import { estimateTokens } from "secondpass/rank";
import type { AskOptions, JudgeOptions } from "./judge-options.ts";
import { promptSizes } from "./judge-prompt.ts";
import { type JudgmentLog, openJudgmentLog } from "./judgment-log.ts";
import { type PlannedCall, planCalls } from "./plan-calls.ts";
import { type Judging, setUpJudging } from "./set-up-judging.ts";

/** What a judging will take. Calls hold where every answer can be read; tokens are estimates, rather too many than too few. */
export interface JudgeQuote {
  queries: number;
  /** Documents over all queries, each counted once for each query. */
  documents: number;
  /** Grades to be got: documents times repeats, less those that the checkpoint has. */
  grades: number;
  calls: number;
  inputTokens: number;
  outputTokens: number;
  /** Only where a price is given. */
  costUsd?: number;
}

// `"1": 2, ` is six tokens, and the braces and line ends around them some more.
const tokensPerGrade = 6;
const tokensBesideGrades = 8;

/**
 * What a judging will take, without asking anything; no key is needed. With a model and a checkpoint, what is done is left out.
 *
 * @throws {RerankError} as `judge`
 */
export async function quoteJudging(options: JudgeOptions & Partial<Pick<AskOptions, "model" | "retries">>): Promise<JudgeQuote> {
  const judging = await setUpJudging(options);
  const { model, checkpoint } = options;
  // A key that is looked for when it is needed is not needed here.
  const id = model === undefined ? "" : (await openChatModel(model, { apiKey: () => "" })).id;
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

/** Estimated tokens of a call. */
export function callSizes({ rubric, texts, reasoningTokens }: Judging): {
  inputTokens(call: Pick<PlannedCall, "query" | "documents">): number;
  outputTokens(documents: number): number;
  /** Room for an answer that is wordier than it should be. */
  mostOutput(documents: number): number;
} {
  const { prompt, around } = promptSizes(rubric);
  const known = new Map<string, number>();
  const sizeOf = (id: string) => {
    const size = known.get(id) ?? estimateTokens(texts.get(id)?.text ?? "");
    known.set(id, size);
    return size;
  };
  const outputTokens = (documents: number) => documents * tokensPerGrade + tokensBesideGrades + reasoningTokens;
  return {
    inputTokens: ({ query, documents }) =>
      documents.reduce((total, id) => total + sizeOf(id) + around, prompt + estimateTokens(query.text)),
    outputTokens,
    mostOutput: (documents) => 2 * outputTokens(documents) + 50,
  };
}
