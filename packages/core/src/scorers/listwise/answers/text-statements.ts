import { adoptBareLabels } from "./adopt-bare-labels.ts";
import { chainsOf } from "./chains-of.ts";
import { type FoundLabel, findLabels } from "./find-labels.ts";
import type { LabelSet } from "./label-set.ts";
import { linesOf } from "./lines-of.ts";
import { type Statement, strengths } from "./statement.ts";

/** Every ranking that a text may be meant to contain. `isCut`: its last word may be the beginning of a longer one. */
export function textStatements(text: string, labels: LabelSet, isCut: boolean): Statement[] {
  const found = adoptBareLabels(text, withoutCutEnd(text, findLabels(text, labels), isCut));
  const kinds = Object.keys(strengths) as FoundLabel["kind"][];
  const statements = kinds.flatMap((kind) => [...chainsOf(text, found, kind), ...linesOf(text, found, kind)]);
  const surroundings = surroundingsOf(text);
  return statements.filter((statement) => statement.strength > strengths.bare || isMeant(statement, text, surroundings));
}

/** Drops `[5` at the very end: it may have become `[5]` or `[52]`. */
function withoutCutEnd(text: string, found: FoundLabel[], isCut: boolean): FoundLabel[] {
  const last = found.at(-1);
  if (!last || last.end < text.trimEnd().length || last.kind === "square" || last.kind === "round") return found;
  const isOpen = text.slice(Math.max(0, last.start - 2), last.start).includes("[");
  return isOpen || isCut ? found.slice(0, -1) : found;
}

/**
 * Whether labels without brackets are meant as such: a single one in prose is something else, as in "20 passages are provided".
 * It has to stand alone, or at the end behind a colon.
 */
function isMeant({ items, end }: Statement, text: string, { firstLetter, lastLetter, hasValues }: Surroundings): boolean {
  const [only = ""] = items;
  if (items.some((item) => item !== only)) return true;
  const start = end - only.length;
  if (lastLetter >= end || hasValues) return false;
  return firstLetter >= start || /[:=][\s*_`"']{0,5}$/.test(text.slice(Math.max(0, start - 6), start));
}

/** What a bare label is judged by; of a whole text, so that it is looked at once and not for every label. */
interface Surroundings {
  firstLetter: number;
  lastLetter: number;
  /** Whether it is a row of scores, whose last value is no label: `{"a": 0, "b": 2}`. */
  hasValues: boolean;
}

function surroundingsOf(text: string): Surroundings {
  let lastLetter = text.length - 1;
  while (lastLetter >= 0 && !/[\p{L}\ud800-\udfff]/u.test(text.charAt(lastLetter))) lastLetter -= 1;
  const first = text.search(/\p{L}/u);
  const hasValues = text.indexOf('":') !== text.lastIndexOf('":');
  return { firstLetter: first < 0 ? text.length : first, lastLetter, hasValues };
}
