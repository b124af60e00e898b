import Table from "cli-table3";
import type { Finding } from "./doctor/finding.ts";

const marks: Record<Finding["status"], string> = { ok: "ok", warning: "look", failure: "FAIL" };

/** What was found as a table, and below it what to do. */
export function renderFindings(findings: readonly Finding[], width: number): string {
  const table = new Table({
    head: ["", "check", "found"],
    colWidths: [6, 20, Math.max(30, width - 31)],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  for (const { status, check, detail } of findings) table.push([marks[status], check, detail]);
  const advice = findings.flatMap(({ check, advice }) => (advice ? [`  ${check}: ${advice}\n`] : []));
  return `${table.toString()}\n${advice.length > 0 ? `\nWhat to do:\n${advice.join("")}` : ""}`;
}
