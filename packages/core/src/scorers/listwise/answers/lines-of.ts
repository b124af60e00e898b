import type { FoundLabel } from "./find-labels.ts";
import { type Statement, strengths } from "./statement.ts";

// What may stand before the label of a line: `1.`, `-`, `Rank 2:`, `First,`, `3rd`.
const lead =
  /\b(?:rank|ranking|place|position|number|no|first|second|third|fourth|fifth|next|then|finally|most|least|relevant|top|best|\d{1,4}(?:st|nd|rd|th)?)\b/gi;
const longestLead = 60;

/** Labels at the beginnings of lines, whatever is said about them: `1. [3] - explains the cause`. A heading, or `Sure!`, begins a new list. */
export function linesOf(text: string, found: readonly FoundLabel[], kind: FoundLabel["kind"]): Statement[] {
  const lists: FoundLabel[][] = [[]];
  const own = found.filter((label) => label.kind === kind);
  let next = 0;
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const first = own[next];
    if (first && first.start < end) {
      const second = own[next + 1];
      const isSecond =
        kind === "bare" && second && second.start < end && isMarker(text, first, second, lists.at(-1)?.length ?? 0);
      const label = isSecond ? second : first;
      const before = text.slice(start, Math.min(label.start, start + longestLead + 1));
      const opening = /^.*[!?:]\s/.exec(before)?.[0] ?? "";
      const isOpened = !isLead(opening) && before.length <= longestLead;
      if (isOpened) lists.push([]);
      if (isLead(isOpened ? before.slice(opening.length) : before)) lists.at(-1)?.push(label);
      while (next < own.length && (own[next]?.start ?? 0) < end) next += 1;
    } else if (isHeading(text.slice(Math.max(start, end - longestLead), end), text[start])) {
      lists.push([]);
    }
    start = end + 1;
  }
  return lists
    .filter((list) => list.length > 0 && !(kind === "bare" && isNumbering(text, list)))
    .map((list) => ({
      items: list.map(({ label }) => label),
      ties: 0,
      strength: strengths[kind],
      end: list.at(-1)?.end ?? 0,
    }));
}

const isLead = (text: string): boolean => text.length <= longestLead && !/[\p{L}\p{N}]/u.test(text.replace(lead, ""));

const isHeading = (ending: string, first = ""): boolean => first === "#" || /:[\s*_]{0,4}$/.test(ending);

/** Whether the first is the number of the line, as in `1. 7`, and in `| 1 | 7 |` if the lines above were counted so. */
function isMarker(text: string, first: FoundLabel, second: FoundLabel, linesAbove: number): boolean {
  const between = text.slice(first.end, Math.min(second.start, first.end + 8));
  if (/^\s{0,3}\|\s{0,3}$/.test(between)) return Number(first.label) === linesAbove + 1;
  return /^[.):]\s{0,3}[^\p{L}\p{N}\s]{0,3}$/u.test(between);
}

/** Whether bare labels are the numbers of the lines, which say nothing about them: `1. …`, `B) …`. */
function isNumbering(text: string, list: readonly FoundLabel[]): boolean {
  return list.every(({ label, end }, index) => {
    const isNext = label === String(index + 1) || label.toUpperCase() === String.fromCharCode(65 + index);
    return isNext && /[.):]/.test(text[end] ?? "");
  });
}
