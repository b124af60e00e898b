import type { DocumentInput } from "../contract/index.ts";

/**
 * What is read of a document: its title, if it has one, and its text.
 *
 * @example
 * import { documentText } from "secondpass/rank";
 *
 * documentText({ title: "Rust", text: "A language." }); // => "Rust. A language."
 * documentText("A language."); // => "A language."
 */
export function documentText(document: DocumentInput): string {
  if (typeof document === "string") return document;
  return document.title ? `${document.title}. ${document.text}` : document.text;
}
