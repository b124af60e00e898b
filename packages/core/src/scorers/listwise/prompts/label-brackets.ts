import { nouns } from "../answers/find-labels.ts";
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
// Brackets that do not match, and braces, which an answer may be in too.
const gap = "[^\\p{L}\\p{N}[\\](){}⟨⟩]";
const shortWords = `${gap}{0,12}[\\p{L}\\p{N}]{1,24}(?:${gap}{1,12}[\\p{L}\\p{N}]{1,24}){0,2}${gap}{0,12}`;
const anyBrackets = new RegExp(`[[{⟨]${shortWords}[\\])}⟩]`, "gu");
const neutralWord = new RegExp(`^(?:(?:${nouns})s?)?(?:ids?|numbers?|no|index)?`, "u");

/**
 * Brackets and braces with nothing but labels in them become parentheses: `[7]`, `【7】`, `[ 7 ]`, `{7}` are `(7)`, and `[7, 1]` is
 * `(7, 1)`. One look at every character; nesting of any depth costs no more.
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
      else if (!isNeutral(found)) frame.isList = false;
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

  const around = ({ 0: found, index }: RegExpMatchArray & { index: number }) => {
    replace(index, index, "(");
    replace(index + found.length - 1, index + found.length - 1, ")");
  };
  for (const match of view.matchAll(tightAngle)) if (isLabel(match[1] as string)) around(match);
  for (const match of view.matchAll(anyBrackets)) {
    const inside = match[0].match(/[\p{L}\p{N}]+/gu) ?? [];
    if (inside.some(isLabel) && inside.every((word) => isLabel(word) || isNeutral(word))) around(match);
  }
  return edits;
}

const isNeutral = (word: string): boolean => word.toLowerCase().replace(neutralWord, "") === "";

/** Whether a word could be taken for a label: one of the call, or one like them, such as a number beyond the last. */
function labelTest(labels: readonly string[]): (word: string) => boolean {
  const known = new Set(labels.map((label) => label.toLowerCase()));
  const hasNumbers = labels.some((label) => /^\d+$/.test(label));
  const hasLetters = labels.some((label) => /^\p{L}$/u.test(label));
  const isAlike = (word: string) =>
    known.has(word) || (hasNumbers && /^\p{N}+$/u.test(word)) || (hasLetters && /^\p{L}$/u.test(word));
  return (word) => isAlike(word.toLowerCase()) || isAlike(word.toLowerCase().replace(neutralWord, ""));
}
