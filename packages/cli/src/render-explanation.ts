import Table from "cli-table3";
import type { ExplainedDocument, Explanation } from "secondpass";
import { printable } from "./printable.ts";

/** Least room for the document's column, however narrow the terminal. */
const leastTextWidth = 20;

const widths = { rank: 6, before: 8, first: 9, score: 9, probability: 6, found: 18 };

/**
 * Why each document is where it is, as a table: places and scores before and after, who found it, what was dropped and why. Columns that
 * nobody fills are left out.
 *
 * @param columns width of the terminal in characters
 */
export function renderExplanation({ documents }: Explanation, columns: number): string {
  const all = [
    { head: "rank", width: widths.rank, cell: ({ rank }: ExplainedDocument) => (rank === undefined ? "-" : String(rank)) },
    { head: "before", width: widths.before, cell: before },
    { head: "first", width: widths.first, cell: ({ firstStage }: ExplainedDocument) => short(firstStage.score) },
    { head: "score", width: widths.score, cell: ({ score }: ExplainedDocument) => score?.toFixed(3) ?? "" },
    { head: "p", width: widths.probability, cell: ({ probability }: ExplainedDocument) => probability?.toFixed(2) ?? "" },
    { head: "found by", width: widths.found, cell: foundBy },
  ];
  const filled = all.filter(({ cell }) => documents.some((document) => cell(document) !== ""));
  const used = filled.reduce((sum, { width }) => sum + width, 0) + filled.length + 2;
  const table = new Table({
    head: [...filled.map(({ head }) => head), "document"],
    colWidths: [...filled.map(({ width }) => width), Math.max(leastTextWidth, columns - used)],
    colAligns: [...filled.map(({ head }) => (head === "found by" ? ("left" as const) : ("right" as const))), "left"],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  for (const document of documents) table.push([...filled.map(({ cell }) => cell(document)), describe(document)]);
  return `${table.toString()}\n`;
}

function before({ firstStage, move }: ExplainedDocument): string {
  if (!move) return `${firstStage.rank}  `;
  return `${firstStage.rank} ${move > 0 ? "↑" : "↓"}`;
}

function foundBy({ sources = [] }: ExplainedDocument): string {
  return sources.map(({ list, rank }) => printable(`${list} ${rank}`)).join("\n");
}

function describe({ index, id, text, dropped, duplicateOf, bestPassage, truncated }: ExplainedDocument): string {
  const lines = [
    [id, text].filter(Boolean).join(": ") || `document ${index}`,
    ...(dropped ? [`dropped: ${dropped}${duplicateOf === undefined ? "" : ` of document ${duplicateOf}`}`] : []),
    ...(truncated ? [`read: ${truncated.keptTokens} of ${truncated.totalTokens} tokens`] : []),
    ...(bestPassage ? [`best passage: ${bestPassage.text}`] : []),
  ];
  return lines.map(printable).join("\n");
}

/** First-stage scores are of any size: 0.0164 of a fusion, 23.7 of BM25. */
function short(value: number | undefined): string {
  return value === undefined ? "" : String(Number(value.toPrecision(4)));
}
