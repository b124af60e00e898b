import type { Qrels } from "../files/run.ts";
import { type Agreement, agreementOf } from "./agreement.ts";
import type { HumanLabels } from "./human-labels.ts";
import { relevantFrom, scale } from "./rubric.ts";
import type { Judging } from "./set-up-judging.ts";
import { type SystemAgreement, systemAgreement } from "./system-agreement.ts";

/** How far the judge agrees with people. */
export interface HumanAgreement extends Agreement {
  /** File of their judgments, or `given`. */
  source: string;
  /** From which grade on a document counts as relevant. */
  relevantFrom: { judge: number; human: number };
  /** How often the judge gave the row's grade and people the column's. */
  confusion: { judge: readonly number[]; human: number[]; counts: number[][] };
  /** Whether the runs come in the same order by either's judgments; null with one run. */
  systems: SystemAgreement | null;
}

/** What both have graded, compared; null where that is nothing. Grades of people below 0 count as not judged. */
export function humanAgreement(judging: Judging, qrels: Qrels): HumanAgreement | null {
  const { human, runs, seed } = judging;
  if (!human) return null;
  const pairs = [...qrels].map(([query, grades]) => [...grades].flatMap(([id, grade]) => pairOf(grade, human, query, id)));
  const all = pairs.flat();
  if (all.length === 0) return null;
  const columns = [...new Set(all.map(([, grade]) => grade))].sort((a, b) => a - b);
  const counts = scale.map((row) => columns.map((column) => all.filter(([a, b]) => a === row && b === column).length));
  return {
    source: human.source,
    relevantFrom: { judge: relevantFrom, human: human.relevantFrom },
    ...agreementOf(
      pairs.map((graded) => [graded]),
      seed,
      { relevantFrom: human.relevantFrom, isSame: human.isSameScale },
    ),
    confusion: { judge: scale, human: columns, counts },
    systems: runs.length > 1 ? systemAgreement(runs, qrels, human.qrels) : null,
  };
}

function pairOf(grade: number, { qrels }: HumanLabels, query: string, id: string): [number, number][] {
  const given = qrels.get(query)?.get(id);
  return given === undefined || given < 0 ? [] : [[grade, given]];
}
