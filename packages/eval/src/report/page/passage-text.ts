import type { PagePassage } from "./page-data.ts";

/** The words of a passage: those of the document, or its own where the document's text was cut before. */
export function passageText({ range, text }: PagePassage, documentText: string): string {
  return range ? documentText.slice(...range) : (text ?? "");
}
