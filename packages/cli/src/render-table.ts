import Table from "cli-table3";
import { printable } from "./printable.ts";

/** Rows under a heading, as plain as can be; numbers to the right. */
export function renderTable(head: string[], rows: string[][]): string {
  const table = new Table({
    head,
    colAligns: head.map((_, i) => (i === 0 ? "left" : "right")),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => row.map(printable)));
  return table.toString();
}

/** A difference, with its sign. */
export function signed(value: number, digits = 4): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(digits)}`;
}

/** A p-value as it is read. */
export function formatP(pValue: number): string {
  return pValue < 0.001 ? "<0.001" : pValue.toFixed(3);
}
