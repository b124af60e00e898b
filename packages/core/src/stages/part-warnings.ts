import type { Ranking, Warning } from "../contract/index.ts";

// They name documents by their place in the list that was asked about, or speak of a part as if it were the call.
const ofThePart: readonly Warning["code"][] = [
  "empty_documents",
  "ill_formed_text",
  "depth_below_top_n",
  "missing_scores",
  "min_score_ignored",
  "deadline",
];

/** What the ranking of a part of the documents warns of that is true of the whole call. */
export function warningsOfTheWhole({ receipt }: Ranking): Warning[] {
  return receipt.warnings.filter(({ code }) => !ofThePart.includes(code));
}

/** The warning `missing_scores`, with documents by their place in the whole call. */
export function missingWarning(reranker: string, indexes: readonly number[]): Warning {
  return { code: "missing_scores", message: `${reranker} gave no score for documents ${indexes.join(", ")}; they come last` };
}
