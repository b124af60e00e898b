import type { RunComparison } from "../evaluate/compare-runs.ts";
import type { EvaluationWarning } from "../evaluate/evaluation.ts";
import type { Qrels } from "../files/run.ts";

/** Where people have judged nearly all that is shown, a difference this small is nothing. */
const noticeable = 0.02;

/**
 * What was never judged counts as irrelevant, and so against the system that shows more of it. Said only where irrelevant documents have
 * been judged too: where only relevant ones are written down, unjudged means irrelevant.
 */
export function judgedWarnings({ a, b }: Pick<RunComparison, "a" | "b">, qrels: Qrels): EvaluationWarning[] {
  const hasIrrelevant = [...qrels.values()].filter((grades) => [...grades.values()].includes(0)).length * 2 > qrels.size;
  const [ofA, ofB] = [a["judged@10"], b["judged@10"]] as [number, number];
  if (!hasIrrelevant || Math.abs(ofA - ofB) <= noticeable) return [];
  const shares = `${(100 * ofA).toFixed(0)} % of the first ten of a, and ${(100 * ofB).toFixed(0)} % of b, have been judged`;
  const message = `${shares}; what nobody judged counts as irrelevant: judge the runs of both before you decide`;
  return [{ code: "unjudged_documents", message }];
}
