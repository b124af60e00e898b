import { createSpending, openChatModel } from "secondpass/listwise";
import type { Qrels } from "../files/run.ts";
import { checkAsking, refuseAbove } from "./check-limits.ts";
import { finalGrades, gradesByRepeat } from "./final-grades.ts";
import type { AskOptions, JudgeOptions } from "./judge-options.ts";
import type { JudgeReport } from "./judge-report.ts";
import { openJudgmentLog } from "./judgment-log.ts";
import { quoteCalls } from "./quote-judging.ts";
import { reportJudging } from "./report-judging.ts";
import { runCalls } from "./run-calls.ts";
import { setUpJudging } from "./set-up-judging.ts";

/** Judgments of a language model, and what they are worth. */
export interface Judgments {
  qrels: Qrels;
  report: JudgeReport;
}

/**
 * Has a language model grade documents from 0 to 3 by a written rubric, for a collection that nobody has judged: each document
 * several times, among others in an order of chance. The report says how far the judge agrees with itself and, where people have
 * judged some, with them, each with an interval. What no answer gave a grade is left out, never guessed.
 *
 * Where a limit is reached or the provider fails for good, what was judged until then is returned and the report says that it is not
 * complete; where nothing was judged, the error is thrown.
 *
 * Thomas, Spielman, Craswell & Mitra, Large language models can accurately predict searcher preferences, 2023; Upadhyay et al.,
 * UMBRELA, 2024.
 *
 * @throws {RerankError} `invalid_data` for a file that is missing or malformed; `invalid_options`, also where the quote is above a
 * limit; what the model's calls throw. An abort rejects with the signal's reason.
 *
 * @example
 * import { mkdtemp, writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { judge } from "@secondpass/eval";
 * import { startMockLlm } from "secondpass/testing";
 *
 * const collection = await mkdtemp(join(tmpdir(), "unjudged-"));
 * await writeFile(join(collection, "corpus.jsonl"), '{"_id": "d1", "text": "Iron and rust."}\n{"_id": "d2", "text": "Install rust with rustup."}\n');
 * await writeFile(join(collection, "queries.jsonl"), '{"_id": "q1", "text": "install rust"}\n');
 * const mock = await startMockLlm(); // grades by the share of the query's words
 *
 * const { qrels, report } = await judge({ collection, model: `${mock.url}#mock` });
 * qrels.get("q1"); // => new Map([["d2", 3], ["d1", 2]])
 * [report.madeBy, report.judged, report.usage.calls]; // => ["language model", 2, 2]
 * await mock.stop();
 */
export async function judge(options: JudgeOptions & AskOptions): Promise<Judgments> {
  const { price, maxCalls, maxCostUsd, signal } = options;
  signal?.throwIfAborted();
  checkAsking(options);
  const spending = createSpending({ maxCalls, maxCostUsd, price });
  const model = await openChatModel(options.model, options.modelOptions);
  const judging = await setUpJudging(options);
  const log = await openJudgmentLog(options.checkpoint, judging, model.id);
  const quote = quoteCalls(judging, log, options);
  options.onQuote?.(quote);
  refuseAbove(quote, options);
  const end = await runCalls(model, judging, log, spending, options);
  const byRepeat = gradesByRepeat(judging, log);
  const qrels = finalGrades(byRepeat);
  if (qrels.size === 0 && end.error) throw end.error;
  return { qrels, report: reportJudging({ judging, model: model.id, log, byRepeat, qrels, quote, spending, end, price }) };
}
