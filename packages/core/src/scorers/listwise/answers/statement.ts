import type { LabelSet } from "./label-set.ts";

/** One reading of an answer: labels as they are written there, best first. */
export interface Statement {
  items: string[];
  ties: number;
  /** How sure it is that labels were meant; larger is surer. */
  strength: number;
  /** Where it ends in the text: of two that are equal, the later is the conclusion. */
  end: number;
}

export const strengths = { bare: 0, named: 1, round: 2, square: 3 } as const;

/** Positions that the items stand for; nothing for those that are no label. */
export function positionsOf(items: readonly string[], labels: LabelSet): (number | undefined)[] {
  const isShifted = isZeroBased(items, labels);
  return items.map((item) => (isShifted ? Number(item) : labels.find(item)));
}

/** Whether a list is about labels at all, counted from 1 or from 0. */
export function namesLabel(items: readonly string[], labels: LabelSet): boolean {
  return items.some((item) => labels.find(item) !== undefined || /^0+$/.test(item));
}

/** Whether somebody counted from 0. Only a complete list proves it: in any other, 0 is no label, and 1 is the first. */
function isZeroBased(items: readonly string[], labels: LabelSet): boolean {
  if (!labels.isNumeric || !items.some((item) => /^0+$/.test(item))) return false;
  const distinct = new Set(items.map((item) => (/^\d{1,9}$/.test(item) ? Number(item) : Number.NaN)));
  if (distinct.size !== labels.count) return false;
  return [...distinct].every((number) => number < labels.count);
}

/** The statement that names most labels; brackets win ties, then the later one. */
export function pickStatement(statements: readonly Statement[], labels: LabelSet): Statement | undefined {
  let best: Statement | undefined;
  let bestNamed = 0;
  for (const statement of statements) {
    const positions = new Set(positionsOf(statement.items, labels));
    positions.delete(undefined);
    const named = positions.size;
    if (named === 0 || named < bestNamed) continue;
    if (best && named === bestNamed && !isPreferred(statement, best)) continue;
    best = statement;
    bestNamed = named;
  }
  return best;
}

function isPreferred(one: Statement, other: Statement): boolean {
  return one.strength === other.strength ? one.end >= other.end : one.strength > other.strength;
}
