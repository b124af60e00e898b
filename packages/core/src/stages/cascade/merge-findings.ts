import type { Receipt } from "../../contract/index.ts";
import { cacheReceipt } from "../cached/cached-call.ts";
import { reindexListwise } from "../reindex-ranking.ts";
import type { StageOutcome } from "./stage-outcome.ts";

type Findings = Partial<Pick<Receipt, "blend" | "feedback" | "model" | "listwise" | "margin" | "cache">>;

/** What single stages report beside what all of them do: the last one's word, counts added up, documents by their index. */
export function mergeFindings(outcomes: readonly StageOutcome[], last: StageOutcome | undefined): Findings {
  const findings: Findings = {};
  let hits = 0;
  let misses = 0;
  for (const { head, ranking } of outcomes) {
    if (!ranking) continue;
    const { model, listwise, margin, cache } = ranking.receipt;
    if (model) findings.model = model;
    if (listwise) findings.listwise = reindexListwise(listwise, head);
    if (margin) findings.margin = margin;
    hits += cache?.hits ?? 0;
    misses += cache?.misses ?? 0;
  }
  // It is about `score`, which only the last stage's documents have.
  const { blend, feedback } = last?.ranking?.receipt ?? {};
  return { ...findings, ...(blend && { blend }), ...(feedback && { feedback }), ...cacheReceipt(hits, misses) };
}
