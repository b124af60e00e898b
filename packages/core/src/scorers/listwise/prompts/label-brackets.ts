import type { FoldedText } from "./fold-text.ts";

/** What stands in place of a stretch of text. */
export interface Edit {
  from: number;
  to: number;
  text: string;
}

interface Frame {
  at: number;
  /** Whether there are only labels in it, and what parts them. */
  isList: boolean;
  labels: number;
  hasInner: boolean;
}

const piece = /[[\]⟨⟩]|[\p{L}\p{N}]+/gu;
const tightAngle = /<#?([\p{L}\p{N}]{1,24})>/gu;
const neutralWord = /^(?:passage|document|doc|text|item|id)s?/;

/**
 * Brackets with nothing but labels in them become parentheses: `[7]`, `【7】`, `[ 7 ]` are `(7)`, and `[7, 1]` is `(7, 1)`. One look
 * at every character; nesting of any depth costs no more.
 */
export function editLabelBrackets({ view, from, to }: FoldedText, labels: readonly string[]): Edit[] {
  const isLabel = labelTest(labels);
  const edits: Edit[] = [];
  const replace = (first: number, last: number, text: string) =>
    edits.push({ from: from[first] as number, to: to[last] as number, text });

  const open: Frame[] = [];
  for (const { 0: found, index } of view.matchAll(piece)) {
    const frame = open.at(-1);
    if (found === "[" || found === "⟨") open.push({ at: index, isList: true, labels: 0, hasInner: false });
    else if (found !== "]" && found !== "⟩") {
      if (frame === undefined) continue;
      if (isLabel(found)) frame.labels++;
      else if (found.toLowerCase().replace(neutralWord, "") !== "") frame.isList = false;
    } else if (frame !== undefined) {
      open.pop();
      const outer = open.at(-1);
      if (outer !== undefined) {
        outer.isList &&= frame.isList;
        outer.labels += frame.labels;
        outer.hasInner = true;
      }
      if (!frame.isList || frame.labels === 0) continue;
      const inside = view.slice(frame.at + 1, index).trim();
      if (frame.labels === 1 && !frame.hasInner && /^[\p{L}\p{N}]+$/u.test(inside)) replace(frame.at, index, `(${inside})`);
      else {
        replace(frame.at, frame.at, "(");
        replace(index, index, ")");
      }
    }
  }

  for (const match of view.matchAll(tightAngle)) {
    if (!isLabel(match[1] as string)) continue;
    replace(match.index, match.index, "(");
    replace(match.index + match[0].length - 1, match.index + match[0].length - 1, ")");
  }
  return edits;
}

/** Whether a word could be taken for a label: one of the call, or one like them, such as a number beyond the last. */
function labelTest(labels: readonly string[]): (word: string) => boolean {
  const known = new Set(labels.map((label) => label.toLowerCase()));
  const hasNumbers = labels.some((label) => /^\d+$/.test(label));
  const hasLetters = labels.some((label) => /^\p{L}$/u.test(label));
  const isAlike = (word: string) =>
    known.has(word) || (hasNumbers && /^\p{N}+$/u.test(word)) || (hasLetters && /^\p{L}$/u.test(word));
  return (word) => isAlike(word.toLowerCase()) || isAlike(word.toLowerCase().replace(neutralWord, ""));
}
