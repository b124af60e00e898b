/** A grade as it was given, for a label as it is written. */
export interface StatedGrade {
  /** `undefined` where there is one document, whose grade came without its label. */
  label: string | undefined;
  /** `undefined` for what is no whole number. */
  grade: number | undefined;
}

// `2`, `2.0`, `2/3`, `2 (highly relevant)`; not 2.5.
const written = /^[\s"'*(]{0,4}(\d{1,4})(?:\.0+)?(?![\p{L}\p{N}]|[.,]\d)/u;

/** A whole number out of a number or the beginning of a text. */
export function gradeNumber(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isInteger(value) ? value : undefined;
  const found = typeof value === "string" ? written.exec(value)?.[1] : undefined;
  return found === undefined ? undefined : Number(found);
}
