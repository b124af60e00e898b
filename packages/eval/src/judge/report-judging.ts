import { type AnswerStatus, type Spending, suspiciousSigns, type TokenPrice, tokenCost } from "secondpass/listwise";
import type { Qrels } from "../files/run.ts";
import { type GradesByRepeat, gradeRule } from "./final-grades.ts";
import { humanAgreement } from "./human-agreement.ts";
import { judgePrompt } from "./judge-prompt.ts";
import type { JudgeQuote } from "./judge-quote.ts";
import type { JudgeReport, JudgeUsage } from "./judge-report.ts";
import type { JudgmentLog, LoggedCall } from "./judgment-log.ts";
import { positionBias } from "./position-bias.ts";
import { repeatAgreement } from "./repeat-agreement.ts";
import { scale } from "./rubric.ts";
import type { CallsEnd } from "./run-calls.ts";
import type { Judging } from "./set-up-judging.ts";
import { unjudgedDocuments } from "./unjudged-documents.ts";

interface Judged {
  judging: Judging;
  model: string;
  log: JudgmentLog;
  byRepeat: GradesByRepeat;
  qrels: Qrels;
  quote: JudgeQuote;
  spending: Spending;
  end: CallsEnd;
  price: TokenPrice | undefined;
}

/** What came of a judging, as data. */
export function reportJudging({ judging, model, log, byRepeat, qrels, quote, spending, end, price }: Judged): JudgeReport {
  const { collection, rubric, depth, repeats, batchSize, passageTokens, seed, queries, texts } = judging;
  const grades = [...qrels.values()].flatMap((documents) => [...documents.values()]);
  const pairs = queries.flatMap(({ id, documents }) => documents.map((document) => ({ query: id, document })));
  const signsOf = new Map([...texts].map(([id, { text }]) => [id, suspiciousSigns(text)]));
  const { calls, inputTokens, outputTokens, costUsd } = spending;
  return {
    madeBy: "language model",
    model,
    prompt: judgePrompt.id,
    rubric,
    collection: collection.name,
    depth,
    repeats,
    batchSize,
    passageTokens,
    seed,
    rule: gradeRule,
    queries: queries.length,
    documents: queries.reduce((sum, { documents, empty }) => sum + documents.length + empty.length, 0),
    judged: grades.length,
    grades: Object.fromEntries(scale.map((grade) => [grade, grades.filter((given) => given === grade).length])),
    unjudged: unjudgedDocuments(judging, byRepeat, log, end),
    cut: pairs.filter(({ document }) => texts.get(document)?.isCut).length,
    suspicious: pairs.flatMap((pair) => {
      const signs = signsOf.get(pair.document) ?? [];
      return signs.length > 0 ? [{ ...pair, signs }] : [];
    }),
    repeatAgreement: repeatAgreement(byRepeat, repeats, seed),
    humanAgreement: humanAgreement(judging, qrels),
    positionBias: positionBias(log.calls, seed),
    answers: countStatuses(log.calls),
    quote,
    usage: {
      ...usageOf(log.calls, price),
      thisRun: { calls, inputTokens, outputTokens, ...(costUsd !== undefined && { costUsd }) },
    },
    complete: end.stopped === undefined && end.failed.size === 0,
    ...(end.stopped !== undefined && { stopped: end.stopped }),
  };
}

function countStatuses(calls: readonly LoggedCall[]): Partial<Record<AnswerStatus, number>> {
  const counts: Partial<Record<AnswerStatus, number>> = {};
  for (const { status } of calls) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function usageOf(calls: readonly LoggedCall[], price: TokenPrice | undefined): JudgeUsage {
  const inputTokens = calls.reduce((sum, call) => sum + call.inputTokens, 0);
  const outputTokens = calls.reduce((sum, call) => sum + call.outputTokens, 0);
  return {
    calls: calls.length,
    inputTokens,
    outputTokens,
    ...(price && { costUsd: tokenCost(price, inputTokens, outputTokens) }),
  };
}
