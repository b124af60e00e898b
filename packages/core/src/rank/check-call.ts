import { type DocumentInput, RerankError, type RerankOptions } from "../contract/index.ts";
import { isBlank } from "./is-blank.ts";

/** Refuses a call that cannot be meant, before any work is done. */
export function checkCall(query: string, documents: readonly DocumentInput[], options: RerankOptions): void {
  checkQuery(query);
  checkDocuments(documents);
  checkOptions(options);
}

function checkQuery(query: unknown): void {
  if (typeof query !== "string") {
    throw new RerankError("empty_query", `query must be a string, got ${describe(query)}`);
  }
  if (isBlank(query)) {
    throw new RerankError("empty_query", "query is empty: pass the text that the documents were retrieved for");
  }
}

/** Refuses what is no list of documents. `name` is what the message calls it. */
export function checkDocuments(documents: unknown, name = "documents"): asserts documents is readonly DocumentInput[] {
  if (!Array.isArray(documents)) {
    throw new RerankError("invalid_document", `${name} must be an array, got ${describe(documents)}`);
  }
  for (let index = 0; index < documents.length; index++) {
    const document: unknown = documents[index];
    if (typeof document === "string") continue;
    if (typeof (document as { text?: unknown } | null)?.text === "string") continue;
    const hint = (document as { pageContent?: unknown } | null)?.pageContent
      ? "; LangChain documents go through RerankCompressor of @secondpass/langchain"
      : "";
    throw new RerankError(
      "invalid_document",
      `${name}[${index}] must be a string or an object with a string \`text\`, got ${describe(document)}${hint}`,
    );
  }
}

function checkOptions(options: RerankOptions): void {
  checkCount("topN", options.topN);
  checkCount("depth", options.depth);
  const { minScore, deadlineMs, priority, instruction } = options;
  if (instruction !== undefined && typeof instruction !== "string") {
    throw new RerankError("invalid_options", `instruction must be a string, got ${describe(instruction)}`);
  }
  if (priority !== undefined && !(typeof priority === "number" && Number.isFinite(priority))) {
    throw new RerankError("invalid_options", `priority must be a finite number, got ${describe(priority)}`);
  }
  if (minScore !== undefined && !(typeof minScore === "number" && Number.isFinite(minScore))) {
    throw new RerankError("invalid_options", `minScore must be a finite number, got ${describe(minScore)}`);
  }
  if (deadlineMs !== undefined && !(typeof deadlineMs === "number" && deadlineMs > 0 && Number.isFinite(deadlineMs))) {
    throw new RerankError("invalid_options", `deadlineMs must be a number of milliseconds above 0, got ${describe(deadlineMs)}`);
  }
}

function checkCount(name: "topN" | "depth", value: unknown): void {
  if (value === undefined || (Number.isInteger(value) && (value as number) >= 1)) return;
  throw new RerankError(
    "invalid_options",
    `${name} must be a whole number of at least 1, got ${describe(value)}; leave it out for all documents`,
  );
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return `an object with keys ${Object.keys(value).slice(0, 5).join(", ") || "(none)"}`;
  return typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : typeof value;
}
