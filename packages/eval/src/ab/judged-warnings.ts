import type { EvaluationWarning } from "../evaluate/evaluation.ts";
import type { Qrels, Run } from "../files/run.ts";
import { measureRun } from "../metrics/measure-run.ts";

const judged = "judged@10";

/** Where people have judged nearly all that is shown, a difference this small is nothing. */
const noticeable = 0.02;

/**
 * What was never judged counts as irrelevant, and so against the system that shows more of it. Said only where irrelevant documents have
 * been judged too: where only relevant ones are written down, unjudged means irrelevant.
 */
export function judgedWarnings(runs: readonly [Run, Run], qrels: Qrels): EvaluationWarning[] {
  const hasIrrelevant = [...qrels.values()].filter((grades) => [...grades.values()].includes(0)).length * 2 > qrels.size;
  const [ofA, ofB] = runs.map((run) => measureRun(run, qrels, [judged]).mean[judged]) as [number, number];
  if (!hasIrrelevant || Math.abs(ofA - ofB) <= noticeable) return [];
  const shares = `${(100 * ofA).toFixed(0)} % of the first ten of a, and ${(100 * ofB).toFixed(0)} % of b, have been judged`;
  const message = `${shares}; what nobody judged counts as irrelevant: judge the runs of both before you decide`;
  return [{ code: "unjudged_documents", message }];
}
