import Table from "cli-table3";
import type { Found } from "./first-stage.ts";

/** One place in the order after reranking. */
export interface Reranked {
  id: string;
  score: number | undefined;
}

const shown = 5;
const titleWidth = 46;

/** The first places before and after, side by side, with scores and how far each document came. */
export function printComparison(before: readonly Found[], after: readonly Reranked[]): void {
  const rankBefore = new Map(before.map(({ section }, i) => [section.id, i + 1]));
  const rankAfter = new Map(after.map(({ id }, i) => [id, i + 1]));
  const table = new Table({
    head: ["", "before (BM25)", "score", "after (reranked)", "score", "was"],
    colAligns: ["right", "left", "right", "left", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (let place = 0; place < Math.min(shown, before.length); place++) {
    const { section, score } = before[place] as Found;
    const result = after[place] as Reranked;
    const moved = (rankBefore.get(result.id) as number) - (place + 1);
    const leaves = (rankAfter.get(section.id) as number) > shown ? " ✗" : "";
    table.push([
      place + 1,
      shorten(section.id) + leaves,
      score.toFixed(1),
      shorten(result.id),
      result.score?.toFixed(2) ?? "-",
      moved === 0 ? "=" : `${rankBefore.get(result.id)} ${moved > 0 ? "↑" : "↓"}`,
    ]);
  }
  console.log(table.toString());
}

function shorten(id: string): string {
  const name = id.replace(/^docs\/|^packages\//, "").replace(/\.md#/, " › ");
  return name.length > titleWidth ? `${name.slice(0, titleWidth - 1)}…` : name;
}
