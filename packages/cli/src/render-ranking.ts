import Table from "cli-table3";
import type { RankedDocument, Ranking, Receipt } from "secondpass";
import { printable } from "./printable.ts";

/** Least room for the document's column, however narrow the terminal. */
const leastTextWidth = 20;

/**
 * A ranking as a table: rank, where the first stage had it, score, probability where there is one, document, and a line on how it
 * came about.
 *
 * @param columns width of the terminal in characters
 */
export function renderRanking({ results, dropped, receipt }: Ranking, columns: number): string {
  const isCalibrated = results.some(({ probability }) => probability !== undefined);
  const cells = results.map((result) => ({
    head: [String(result.rank), move(result), number(result.score), ...(isCalibrated ? [number(result.probability)] : [])],
    text: oneLine(result),
  }));
  const head = ["rank", "before", "score", ...(isCalibrated ? ["probability"] : [])];
  const widths = head.map((title, i) => Math.max(title.length, ...cells.map((cell) => (cell.head[i] as string).length)) + 2);
  const textWidth = Math.max(leastTextWidth, columns - widths.reduce((sum, width) => sum + width, 0) - head.length - 2);
  const table = new Table({
    head: [...head, "document"],
    colWidths: [...widths, textWidth],
    colAligns: [...head.map(() => "right" as const), "left"],
    style: { head: [], border: [], compact: true },
  });
  for (const { head, text } of cells) table.push([...head, text]);
  return `${table.toString()}\n${renderSummary({ dropped, receipt })}`;
}

/** A line on how a ranking came about. */
export function renderSummary({ dropped, receipt }: Pick<Ranking, "dropped" | "receipt">): string {
  return `${summary(receipt)}${steps(receipt)}${dropped.length > 0 ? `, ${dropped.length} left out` : ""}\n`;
}

function move({ rank, firstStage }: RankedDocument): string {
  const by = firstStage.rank - rank;
  if (by === 0) return `${firstStage.rank}  `;
  return `${firstStage.rank} ${by > 0 ? "↑" : "↓"}`;
}

function number(value: number | undefined): string {
  return value === undefined ? "-" : value.toFixed(3);
}

/** What was read of a document, of one that was read in passages the best. */
function oneLine({ document, bestPassage }: RankedDocument): string {
  const { title, text: whole } = typeof document === "string" ? { title: undefined, text: document } : document;
  const part = bestPassage && `${bestPassage.start > 0 ? "… " : ""}${bestPassage.text}`;
  return printable([title, part ?? whole].filter(Boolean).join(". "));
}

/** What the steps of a pipeline made of it. */
function steps({ gate, arranged }: Receipt): string {
  const order = { reverse: "the best last", ends: "the best at both ends" };
  return `${gate ? `; ${gate.verdict}: ${gate.reason}` : ""}${arranged ? `; ${order[arranged]}` : ""}`;
}

function summary({ reranked, servedBy, reason, timing, blend, feedback, chunked }: Receipt): string {
  const time = `${timing.totalMs.toFixed(0)} ms`;
  if (!reranked) return `not reranked: ${reason} (${servedBy}, ${time})`;
  const blended = blend ? `, ${blend.weight} ${blend.with === "bm25" ? "BM25" : "first stage"} blended in` : "";
  const fed = feedback ? `, ${feedback.weight} likeness to the best` : "";
  const long = chunked?.documents === 1 ? "1 long document" : `${chunked?.documents} long documents`;
  const divided = chunked ? `, ${long} read in ${chunked.passages} passages` : "";
  return `reranked by ${servedBy} in ${time}${blended}${fed}${divided}${reason ? `; ${reason}` : ""}`;
}
