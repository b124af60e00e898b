import type { Warning } from "../../contract/index.ts";

export interface AnswerCount {
  /** The reranker's. */
  id: string;
  scores: readonly (number | undefined)[];
  /** Documents that answers should have named. */
  expected: number;
  /** Documents to rank, and how many of them were sent. */
  count: number;
  sent: number;
}

/** What the caller should know of documents that an answer does not name. */
export function warningsFor({ id, scores, expected, count, sent }: AnswerCount): Warning[] {
  const warnings: Warning[] = [];
  const known = scores.filter((score) => score !== undefined).length;
  if (sent < count) {
    const message = `${id} compares documents with each other and takes ${sent} at a time: the other ${count - sent} keep their order behind`;
    warnings.push({ code: "documents_over_limit", message });
  }
  if (known < expected) {
    const message = `${id} left ${expected - known} of ${sent} documents out of its answer: they come last, in first-stage order`;
    warnings.push({ code: "missing_scores", message });
  }
  return warnings;
}
