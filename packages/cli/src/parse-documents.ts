import type { DocumentInput } from "secondpass";

/**
 * Reads documents in whatever form they come:
 * - a JSON array of strings or `{ id?, text, title?, score?, metadata? }`, or an object with such an array as `documents`;
 * - one such value in JSON on each line (JSONL; `_id`, as in BEIR collections, is an id);
 * - plain text, one document a line.
 */
export function parseDocuments(input: string): DocumentInput[] {
  // Files from some editors begin with a byte order mark.
  const text = input.replace(/^\ufeff/, "").trim();
  if (text === "") return [];
  if (text.startsWith("[")) return asList(parseJson(text, "the input")).map(toDocument);
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (!/^[{"]/.test(text)) return lines;
  const whole = tryJson(text);
  if (whole !== undefined) return (hasDocuments(whole) ? asList(whole.documents) : [whole]).map(toDocument);
  return lines.map((line, i) => toDocument(parseJson(line, `line ${i + 1}`)));
}

function hasDocuments(value: unknown): value is { documents: unknown } {
  return typeof value === "object" && value !== null && "documents" in value;
}

function asList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error("the input must hold an array of documents");
}

// What is not a document is left for the reranker to refuse: its error says which one and why.
function toDocument(value: unknown): DocumentInput {
  if (typeof value !== "object" || value === null || !("_id" in value) || "id" in value) return value as DocumentInput;
  const { _id, ...rest } = value;
  return { id: String(_id), ...rest } as DocumentInput;
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${where} is not valid JSON: ${(cause as Error).message}`, { cause });
  }
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
