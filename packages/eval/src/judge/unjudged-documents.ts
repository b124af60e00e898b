import type { GradesByRepeat } from "./final-grades.ts";
import type { JudgeReport, UnjudgedDocument } from "./judge-report.ts";
import { type JudgmentLog, placeOf } from "./judgment-log.ts";
import type { CallsEnd } from "./run-calls.ts";
import type { Judging } from "./set-up-judging.ts";

/** What has no grade in any repeat, and why. Those that were not asked about are counted, not listed. */
export function unjudgedDocuments(
  { queries }: Judging,
  byRepeat: GradesByRepeat,
  log: JudgmentLog,
  { failed }: CallsEnd,
): JudgeReport["unjudged"] {
  const all = queries.flatMap(({ id: query, empty }): UnjudgedDocument[] => {
    const without = [...(byRepeat.get(query) ?? [])].filter(([, grades]) => grades.every((grade) => grade === undefined));
    return [
      ...without.map(([document, grades]) => ({
        query,
        document,
        reason: grades.map((_, repeat) => whyNone(query, document, repeat)).find((reason) => reason !== notAsked) ?? notAsked,
      })),
      ...empty.map((document) => ({ query, document, reason: "empty" })),
    ];
  });
  const byReason: Record<string, number> = {};
  for (const { reason } of all) byReason[reason] = (byReason[reason] ?? 0) + 1;
  return { byReason, documents: all.filter(({ reason }) => reason !== notAsked) };

  function whyNone(query: string, document: string, repeat: number): string {
    return log.misses(query, document, repeat).at(-1) ?? failed.get(placeOf(query, document, repeat)) ?? notAsked;
  }
}

const notAsked = "not asked";
