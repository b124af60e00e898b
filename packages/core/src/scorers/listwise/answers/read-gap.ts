import { nouns } from "./find-labels.ts";

/** What is between two labels: a sign, a list, a new line, nothing much; `none` where they have nothing to do with each other. */
export type Gap = "above" | "below" | "equal" | "list" | "line" | "near" | "none";

const longest = 200;
const comment = /\([^()\n]{0,100}\)/g;
const connectors = new RegExp(
  `\\b(?:then|and|followed|by|next|finally|lastly|is|are|more|most|better|less|relevant|than|over|beats|relevance|score|rating|rank|high|medium|low|${nouns})\\b`,
  "gi",
);
const number = /\d+(?:\.\d+)?(?:%|st\b|nd\b|rd\b|th\b)?/g;

/** @param hasNumbers whether numbers may stand between the labels: scores, or numbers of a list. Not where labels are bare numbers. */
export function readGap(text: string, hasNumbers: boolean): Gap {
  // By far the most frequent one.
  if (/^ ?> ?$/.test(text)) return "above";
  if (text.length > longest || /\n\s*\n/.test(text)) return "none";
  const uncommented = text.replace(comment, " ");
  // A full stop ends a sentence or the number of a line, and the rows of a table are read as lines.
  if (!hasNumbers && (/[.:)]/.test(uncommented) || /\|\s*\n/.test(uncommented))) return "none";
  const plain = uncommented.replace(connectors, (found) => (/^(?:than|then|followed|over|beats)$/i.test(found) ? "," : " "));
  const signs = hasNumbers ? plain.replace(number, "0") : plain;
  if (/\p{L}|[1-9]/u.test(signs) || (!hasNumbers && signs.includes("0"))) return "none";
  if (signs.includes(">")) return "above";
  if (signs.includes("<")) return "below";
  if (/^[\s*_`"'[\](){}]*={1,2}[\s*_`"'[\](){}]*$/.test(signs)) return "equal";
  if (/[,;/|&]/.test(signs)) return "list";
  return signs.includes("\n") ? "line" : "near";
}

/** Whether a sign says which of two labels is the better. */
export const isSign = (gap: Gap): boolean => gap === "above" || gap === "below" || gap === "equal";
