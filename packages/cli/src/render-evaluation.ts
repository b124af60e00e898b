import type { Delta, Evaluation, MetricValues, RunComparison, SideBySide } from "@secondpass/eval";
import Table from "cli-table3";
import { printable } from "./printable.ts";

/** An evaluation as a table of metrics, one of strata, and lines on ceiling, time and cost. */
export function renderEvaluation(evaluation: Evaluation): string {
  const { collection, split, queries, depth, reranker, baseline, reranked, delta } = evaluation;
  const title = `${collection}/${split}, ${queries} queries${reranker === null ? "" : `, ${reranker} at depth ${depth}`}`;
  if (reranker === null) return `${title}\n${valueTable(baseline)}\n${renderCeiling(evaluation)}\n`;
  const lines = [title, deltaTable(["before", "after"], baseline, reranked, delta), renderCeiling(evaluation)];
  return `${[...lines, renderCost(evaluation), ...renderStrata(evaluation)].join("\n")}\n`;
}

/** Two runs side by side. */
export function renderComparison({ runs, queries, a, b, delta }: RunComparison & { runs: { a: string; b: string } }): string {
  return `a: ${runs.a}\nb: ${runs.b}\n${queries} queries\n${deltaTable(["a", "b"], a, b, delta)}\n`;
}

/** A reranker against another on the same candidates. */
export function renderAgainst({ first, second, delta }: SideBySide["against"][number]): string {
  const rows = Object.entries(delta).map(([name, change]) => [name, ...changeCells(change)]);
  return `${second} against ${first}\n${table(["metric", ...changeHeads], rows)}\n`;
}

const changeHeads = ["change", "95 % interval", "p", "better/worse/same"];

function valueTable(values: MetricValues): string {
  return table(
    ["metric", "value"],
    Object.entries(values).map(([name, value]) => [name, value.toFixed(4)]),
  );
}

function deltaTable(heads: [string, string], before: MetricValues, after: MetricValues, delta: Record<string, Delta>): string {
  const rows = Object.entries(delta).map(([name, change]) => {
    const values = [before[name], after[name]].map((value) => value?.toFixed(4) ?? "");
    return [name, ...values, ...changeCells(change)];
  });
  return table(["metric", ...heads, ...changeHeads], rows);
}

function changeCells({ mean, ci95, pValue, wins, losses, ties }: Delta): string[] {
  return [signed(mean), `${signed(ci95[0])} to ${signed(ci95[1])}`, formatP(pValue), `${wins}/${losses}/${ties}`];
}

function renderCeiling({ recallCeiling, depth, recallByDepth, oracle }: Evaluation): string {
  const [name, best] = Object.entries(oracle)[0] ?? ["", 0];
  const others = recallByDepth.map(({ depth, recall }) => `${depth}: ${recall.toFixed(3)}`).join(", ");
  return `recall ceiling ${recallCeiling.toFixed(4)} at depth ${depth} (${others}); without a mistake ${name} would be ${best.toFixed(4)}`;
}

function renderCost({ msPerQuery, usage }: Evaluation): string {
  const time = `${msPerQuery?.p50.toFixed(0)} ms a query (p50), ${msPerQuery?.p95.toFixed(0)} ms (p95)`;
  const cost = usage.costUsdPer1000Queries;
  return cost === undefined ? time : `${time}, $${cost.toFixed(2)} for 1,000 queries`;
}

function renderStrata({ strata, delta }: Evaluation): string[] {
  const [primary = ""] = Object.keys(delta);
  const rows = strata.flatMap(({ by, stratum, queries, delta }) => {
    const change = delta[primary];
    return change ? [[by, stratum, String(queries), ...changeCells(change).slice(0, 2), formatP(change.pHolm)]] : [];
  });
  if (rows.length === 0) return [];
  return [`${primary} by stratum`, table(["by", "stratum", "queries", "change", "95 % interval", "p (Holm)"], rows)];
}

function table(head: string[], rows: string[][]): string {
  const table = new Table({
    head,
    colAligns: head.map((_, i) => (i === 0 ? "left" : "right")),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => row.map(printable)));
  return table.toString();
}

function signed(value: number): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(4)}`;
}

function formatP(pValue: number): string {
  return pValue < 0.001 ? "<0.001" : pValue.toFixed(3);
}
