import type { DocumentInput } from "../../contract/index.ts";
import { type DividedDocument, passageOf } from "./divide-documents.ts";
import type { PlannedPassage } from "./plan-passages.ts";

/** One thing that the reranker inside is given to read: a document as it is, or a passage of one. */
export interface SentPassage {
  /** Of the document in the input. */
  index: number;
  /** Given for a passage. */
  part?: { document: DividedDocument; passage: PlannedPassage };
}

/** What is sent: a passage is its document with less text, so that it keeps title, metadata and first-stage score. */
export function toInput(original: DocumentInput, { part }: SentPassage): DocumentInput {
  if (!part) return original;
  const { text, title } = passageOf(part.document, part.passage);
  return typeof original === "string" ? text : { ...original, title, text };
}
