import { dataError } from "./data-error.ts";
import type { Line } from "./read-lines.ts";

/** The JSON object on a line. */
export function parseRecord(file: string, { text, number: line }: Line): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw dataError(file, `is not JSON: ${(cause as Error).message}`, { line, cause });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw dataError(file, `holds ${JSON.stringify(value)?.slice(0, 60)} where a JSON object belongs`, { line });
}

/** The id of a record, which some files have as a number. */
export function recordId(file: string, { number: line }: Line, { _id }: Record<string, unknown>): string {
  if (typeof _id === "string" && _id !== "") return _id;
  if (typeof _id === "number") return String(_id);
  throw dataError(file, "the object has no `_id`", { line });
}

/** A text field of a record; `undefined` where there is none. */
export function recordText(
  file: string,
  { number: line }: Line,
  record: Record<string, unknown>,
  key: string,
): string | undefined {
  const value = record[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw dataError(file, `\`${key}\` must be a string`, { line });
}
