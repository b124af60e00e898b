import type { Agreement, Estimate, JudgeQuote, JudgeReport } from "@secondpass/eval";
import { renderTable, signed } from "./render-table.ts";

/** What a judging will take, as one line: said before anything is spent. */
export function describeQuote({ queries, documents, grades, calls, inputTokens, outputTokens, costUsd }: JudgeQuote): string {
  const count = (value: number, one: string, many = `${one}s`) => `${value.toLocaleString("en")} ${value === 1 ? one : many}`;
  const what = `${count(documents, "document")} of ${count(queries, "query", "queries")}, ${count(grades, "grade")} to get`;
  const tokens = `about ${count(inputTokens, "input token")} and ${count(outputTokens, "output token")}`;
  return `planned: ${what}: ${count(calls, "call")}, ${tokens}${costUsd === undefined ? "" : `, $${costUsd.toFixed(4)}`}`;
}

/** What came of a judging: grades, agreement, the check of positions, cost. */
export function renderJudging(report: JudgeReport, out: string): string {
  const { model, rubric, queries, documents, judged, grades, cut, suspicious, humanAgreement: human } = report;
  const notes = [
    ...unjudgedNotes(report),
    ...(cut > 0 ? [`${cut} were shown cut to ${report.passageTokens} tokens`] : []),
    ...(suspicious.length > 0
      ? [`${suspicious.length} look as if they were written for a model: see suspicious in ${out}.json`]
      : []),
  ];
  return `${[
    `${model}, rubric ${rubric.id}: ${judged} of ${documents} documents of ${queries} queries judged`,
    gradeTable(grades),
    ...notes,
    agreementTable(report),
    ...(human
      ? [`relevant is grade ${human.relevantFrom.judge} and above; for people, ${human.relevantFrom.human} (${human.source})`]
      : []),
    ...(human?.systems ? [systemsLine(human.systems)] : []),
    positionLine(report),
    usageLine(report),
    `written to ${out}, and what they are worth to ${out}.json. These are a model's labels, not people's.`,
  ].join("\n")}\n`;
}

function gradeTable(grades: Record<string, number>): string {
  const total = Object.values(grades).reduce((sum, count) => sum + count, 0);
  const rows = Object.entries(grades).map(([grade, count]) => [grade, String(count), `${percent(count, total)} %`]);
  return renderTable(["grade", "documents", "share"], rows);
}

function agreementTable({ repeatAgreement, humanAgreement }: JudgeReport): string {
  const rows = [
    ...(repeatAgreement ? [["with itself", ...agreementCells(repeatAgreement)]] : []),
    ...(humanAgreement ? [["with people", ...agreementCells(humanAgreement)]] : []),
  ];
  if (rows.length === 0) return "no agreement known: one repeat, and no judgments of people";
  return renderTable(["agreement", "documents", "same grade", "kappa", "weighted kappa", "kappa, relevant or not"], rows);
}

function agreementCells({ documents, same, kappa, weightedKappa, binaryKappa }: Agreement): string[] {
  const shared = same === null ? "" : `${(100 * same).toFixed(0)} %`;
  return [String(documents), shared, estimate(kappa), estimate(weightedKappa), estimate(binaryKappa)];
}

function unjudgedNotes({ unjudged: { byReason } }: JudgeReport): string[] {
  const reasons = Object.entries(byReason).map(([reason, count]) => `${count} ${reason}`);
  return reasons.length > 0 ? [`without a grade, and left out: ${reasons.join(", ")}`] : [];
}

function systemsLine({
  metric,
  byJudge,
  byHuman,
  kendallTau,
}: NonNullable<NonNullable<JudgeReport["humanAgreement"]>["systems"]>): string {
  const values = (means: readonly number[]) => means.map((value) => value.toFixed(4)).join(", ");
  const tau = kendallTau === null ? "" : `; Kendall's tau ${kendallTau.toFixed(2)}`;
  return `${metric} of the runs by the judge: ${values(byJudge)}; by people: ${values(byHuman)}${tau}`;
}

function positionLine({ positionBias: { firstHalfLead }, batchSize }: JudgeReport): string {
  if (!firstHalfLead) return "no check of positions: documents were shown one at a time";
  const { value, ci95 } = firstHalfLead;
  const isThere = ci95[0] > 0 || ci95[1] < 0;
  const lead = `the first half of a call was graded ${signed(value, 2)} (${signed(ci95[0], 2)} to ${signed(ci95[1], 2)}) against the second`;
  return `position: ${lead}${isThere ? `: the place has a say; a smaller --batch-size than ${batchSize} lessens it` : ", no bias shown"}`;
}

function usageLine({ usage, answers }: JudgeReport): string {
  const { calls, inputTokens, outputTokens, costUsd, thisRun } = usage;
  const unread = Object.entries(answers).filter(([status]) => status !== "ok" && status !== "repaired");
  const problems = unread.map(([status, count]) => `${count} ${status}`).join(", ");
  const cost = costUsd === undefined ? "" : `, $${costUsd.toFixed(4)}`;
  const tokens = `${inputTokens.toLocaleString("en")} input and ${outputTokens.toLocaleString("en")} output tokens${cost}`;
  return `${calls} calls (${thisRun.calls} in this run), ${tokens}${problems === "" ? "" : `; answers: ${problems}`}`;
}

function estimate(value: Estimate | null): string {
  return value === null ? "" : `${value.value.toFixed(2)} (${value.ci95[0].toFixed(2)} to ${value.ci95[1].toFixed(2)})`;
}

function percent(count: number, total: number): string {
  return total === 0 ? "0" : ((100 * count) / total).toFixed(0);
}
