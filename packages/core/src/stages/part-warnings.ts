import type { Warning } from "../contract/index.ts";

// They name documents by their place in the list that was asked about, or speak of it as if it were the call.
const ofTheList: readonly Warning["code"][] = [
  "empty_documents",
  "ill_formed_text",
  "depth_below_top_n",
  "missing_scores",
  "min_score_ignored",
  "deadline",
];

/** Of what a reranker says of the list that it was given, that which holds for the call too, whose list is another. */
export function warningsOfTheCall(warnings: readonly Warning[]): Warning[] {
  return warnings.filter(({ code }) => !ofTheList.includes(code));
}

/** Said of documents that a complete answer left out; nothing where there are none. */
export function missingWarnings(reranker: string, indexes: readonly number[]): Warning[] {
  if (indexes.length === 0) return [];
  const message = `${reranker} gave no score for documents ${indexes.join(", ")}; they come last`;
  return [{ code: "missing_scores", message }];
}
