import Table from "cli-table3";
import type { RankedDocument, Ranking, Receipt } from "secondpass";

/** Least room for the document's column, however narrow the terminal. */
const leastTextWidth = 20;

/**
 * A ranking as a table: rank, where the first stage had it, score, document, and a line on how it came about.
 *
 * @param columns width of the terminal in characters
 */
export function renderRanking({ results, dropped, receipt }: Ranking, columns: number): string {
  const cells = results.map((result) => ({
    head: [String(result.rank), move(result), score(result)],
    text: oneLine(result),
  }));
  const head = ["rank", "before", "score"];
  const widths = head.map((title, i) => Math.max(title.length, ...cells.map((cell) => (cell.head[i] as string).length)) + 2);
  const textWidth = Math.max(leastTextWidth, columns - widths.reduce((sum, width) => sum + width, 0) - head.length - 2);
  const table = new Table({
    head: [...head, "document"],
    colWidths: [...widths, textWidth],
    colAligns: ["right", "right", "right", "left"],
    style: { head: [], border: [], compact: true },
  });
  for (const { head, text } of cells) table.push([...head, text]);
  const left = dropped.length > 0 ? `, ${dropped.length} left out` : "";
  return `${table.toString()}\n${summary(receipt)}${left}\n`;
}

function move({ rank, firstStage }: RankedDocument): string {
  const by = firstStage.rank - rank;
  if (by === 0) return `${firstStage.rank}  `;
  return `${firstStage.rank} ${by > 0 ? "↑" : "↓"}`;
}

function score({ score }: RankedDocument): string {
  return score === undefined ? "-" : score.toFixed(3);
}

/** What was read of a document, of one that was read in passages the best. */
function oneLine({ document, bestPassage }: RankedDocument): string {
  const { title, text: whole } = typeof document === "string" ? { title: undefined, text: document } : document;
  const part = bestPassage && `${bestPassage.start > 0 ? "… " : ""}${bestPassage.text}`;
  const text = [title, part ?? whole].filter(Boolean).join(". ");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a document must not steer the terminal
  return text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ").trim();
}

function summary({ reranked, servedBy, reason, timing, blend, chunked }: Receipt): string {
  const time = `${timing.totalMs.toFixed(0)} ms`;
  if (!reranked) return `not reranked: ${reason} (${servedBy}, ${time})`;
  const blended = blend ? `, ${blend.weight} ${blend.with === "bm25" ? "BM25" : "first stage"} blended in` : "";
  const long = chunked?.documents === 1 ? "1 long document" : `${chunked?.documents} long documents`;
  const divided = chunked ? `, ${long} read in ${chunked.passages} passages` : "";
  return `reranked by ${servedBy} in ${time}${blended}${divided}${reason ? `; ${reason}` : ""}`;
}
