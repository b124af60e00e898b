import type { LabelSet } from "./label-set.ts";
import type { strengths } from "./statement.ts";

/** A label, or what may have been meant as one, at its place in the text. */
export interface FoundLabel {
  /** How it is written: `[3]` square, `(3)` round, `Passage 3` named, `3` bare. */
  kind: keyof typeof strengths;
  label: string;
  start: number;
  end: number;
}

export const nouns = "passage|document|doc|snippet|candidate|item|option|result|text|identifier|id";

const noun = `(?:${nouns})(?:[ _]?(?:id|number|no|index))?`;
const word = "-?[\\p{L}\\p{N}]{1,64}(?![\\p{L}\\p{N}])";
// Every repetition has a limit: whatever the text, a place in it is looked at a limited number of times.
const bracketed = `(?<open>[[({])[\\s"'\`*]{0,3}(?:${noun}[\\s:=#_.]{0,4})?(?<inside>${word})[\\s"'\`*]{0,3}[\\])}]`;
// Not across lines: a noun may end one, and a number begin the next.
const named = `(?<![\\p{L}\\p{N}])${noun}["'\`*]{0,2}(?<between>[ \\t:=#_.-]{0,4})["'\`#*]{0,2}(?<after>${word})`;
const bare = "(?<bare>[\\p{L}\\p{N}]+)";
const anyLabel = new RegExp(`${bracketed}|${named}|${bare}`, "giu");

/** Every label of the text in order, and numbers in the place of labels. Labels are one word of letters and digits. */
export function findLabels(text: string, labels: LabelSet): FoundLabel[] {
  const found: FoundLabel[] = [];
  // One object for all calls: it takes longer to compile than most answers take to read. It is set to where the next one begins.
  const pattern = anyLabel;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const { open, inside, between, after, bare } = match.groups ?? {};
    const start = match.index;
    const end = start + match[0].length;
    if (inside !== undefined) {
      const kind = open === "(" ? "round" : "square";
      if (labels.find(inside) !== undefined || labels.isLike(inside)) found.push({ kind, label: inside, start, end });
      // Some other brackets; what is in them is read as any text.
      else pattern.lastIndex = start + 1;
    } else if (after !== undefined) {
      const isLabel = labels.find(after, true) !== undefined && (between !== "" || /^\d/.test(after));
      if (isLabel || /^-?\d+$/.test(after)) found.push({ kind: "named", label: after, start, end });
      else pattern.lastIndex = end - after.length;
    } else if (bare !== undefined && isBareLabel(text, start, bare, labels)) {
      found.push({ kind: "bare", label: bare, start, end });
    }
  }
  return found;
}

// A number of something else: 0.95, 95%, 9/10, -1.
const unitAfter = /^(?:[.:/]\d|%|°)/;
const numberBefore = /(?:\d[.:/]|(?<![\p{L}\p{N})\]-])-|[$€£])$/u;

function isBareLabel(text: string, start: number, label: string, labels: LabelSet): boolean {
  if (labels.find(label, true) === undefined && !(labels.isNumeric && /^\d+$/.test(label))) return false;
  if (!/^\d/.test(label)) return true;
  const end = start + label.length;
  return !unitAfter.test(text.slice(end, end + 2)) && !numberBefore.test(text.slice(Math.max(0, start - 2), start));
}
