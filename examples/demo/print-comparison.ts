import Table from "cli-table3";
import type { Found } from "./first-stage.ts";

/** One place in the order after reranking. */
export interface Reranked {
  id: string;
  score: number | undefined;
}

const shown = 4;
// Everything but the two columns of text: ranks, scores, moves, borders.
const fixedWidth = 46;

/** The first places before and after, side by side, with scores and how far each document came. */
export function printComparison(before: readonly Found[], after: readonly Reranked[]): void {
  const textWidth = Math.max(30, Math.floor(((process.stdout.columns ?? 140) - fixedWidth) / 2));
  const rankBefore = new Map(before.map(({ statement }, i) => [statement.id, i + 1]));
  const textOf = new Map(before.map(({ statement }) => [statement.id, statement.text]));
  const table = new Table({
    head: ["", "before: BM25", "score", "after: reranked", "score", "was"],
    colWidths: [4, textWidth + 2, 8, textWidth + 2, 8, 8],
    colAligns: ["right", "left", "right", "left", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const [i, { id, score }] of after.slice(0, shown).entries()) {
    const found = before[i] as Found;
    const was = rankBefore.get(id) as number;
    table.push([
      i + 1,
      shorten(found.statement.text, textWidth),
      found.score.toFixed(1),
      shorten(textOf.get(id) ?? id, textWidth),
      score?.toFixed(2) ?? "-",
      was === i + 1 ? "=" : `${was} ${was > i + 1 ? "↑" : "↓"}`,
    ]);
  }
  console.log(table.toString());
}

function shorten(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}
