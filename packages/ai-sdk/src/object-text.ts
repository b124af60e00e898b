import { RerankError } from "secondpass";
import type { JsonObject, JsonValue } from "./reranking-model-v3.ts";

/**
 * A document that is an object, as text: a line `key: value` for each value, with dotted keys for what lies deeper, and lists of
 * plain values joined with commas. Blank values and null have nothing to say and are left out, so that an object without text
 * is a document without text.
 *
 * @throws {RerankError} `invalid_document` for what is no object
 */
export function objectText(document: JsonObject, index: number): string {
  if (typeof document === "string") return document;
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    const got = document === null ? "null" : Array.isArray(document) ? "an array" : typeof document;
    throw new RerankError("invalid_document", `documents[${index}] must be a string or an object, got ${got}`);
  }
  return linesOf(document, "").join("\n");
}

function linesOf(value: JsonValue | undefined, key: string): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== "object") return blank(value) ? [] : [`${key}: ${value}`];
  if (!isList(value)) {
    return Object.entries(value).flatMap(([name, inner]) => linesOf(inner, key ? `${key}.${name}` : name));
  }
  const plain = value.filter((item) => item !== null && !blank(item));
  if (plain.every((item) => typeof item !== "object")) return plain.length > 0 ? [`${key}: ${plain.join(", ")}`] : [];
  return plain.flatMap((item) => linesOf(item, key));
}

function isList(value: JsonObject | readonly JsonValue[]): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function blank(value: JsonValue): boolean {
  return typeof value === "string" && value.trim() === "";
}
