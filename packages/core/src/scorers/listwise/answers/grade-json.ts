import { gradeNumber, type StatedGrade } from "./grade-number.ts";
import { deepest, labelText, names, plainKey } from "./json-items.ts";
import type { LabelSet } from "./label-set.ts";

const gradeKeys = /^(?:final|overall|relevance)?(?:grade|score|rating|relevance|relevancy|judge?ment)$/;

/** Grades in structured data: by label, `{"1": 2}` or `{"1": {"grade": 2}}`, or in a list of objects with label and grade. */
export function jsonGrades(value: unknown, labels: LabelSet, depth = 0): StatedGrade[] {
  if (depth > deepest || typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => rowGrade(item) ?? jsonGrades(item, labels, depth + 1));
  const entries = Object.entries(value);
  if (entries.some(([key]) => labels.find(labelText(key)) !== undefined)) {
    return entries.flatMap(([key, inner]) => keyedGrade(labelText(key), inner, labels));
  }
  const row = rowGrade(value);
  if (row) return row;
  const nested = entries.flatMap(([, inner]) => jsonGrades(inner, labels, depth + 1));
  // Where there is one document, its grade may come without its label.
  const lone = nested.length === 0 && labels.count === 1 ? gradeIn(entries) : undefined;
  return lone === undefined ? nested : [{ label: undefined, grade: gradeNumber(lone) }];
}

/** `{ label, grade }` under their usual names. */
function rowGrade(item: unknown): StatedGrade[] | undefined {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return undefined;
  const entries = Object.entries(item);
  const label = entries.find(([key, inner]) => names.test(plainKey(key)) && typeof inner !== "object")?.[1];
  const grade = gradeIn(entries);
  return label === undefined || grade === undefined ? undefined : [{ label: labelText(label), grade: gradeNumber(grade) }];
}

/** What stands beside the labels, such as an explanation, is no grade. */
function keyedGrade(label: string, inner: unknown, labels: LabelSet): StatedGrade[] {
  const value = typeof inner === "object" && inner !== null ? gradeIn(Object.entries(inner)) : inner;
  const grade = gradeNumber(value);
  return grade === undefined && labels.find(label) === undefined ? [] : [{ label, grade }];
}

function gradeIn(entries: readonly [string, unknown][]): unknown {
  return entries.find(([key, inner]) => gradeKeys.test(plainKey(key)) && typeof inner !== "object")?.[1];
}
