import type { Qrels } from "../files/run.ts";
import type { JudgmentLog } from "./judgment-log.ts";
import type { Judging } from "./set-up-judging.ts";

/** How the grades of the repeats become one. */
export const gradeRule = "median of the repeats, of two in the middle the lower";

/** The grades of one document by repeat, `undefined` where an answer gave none. */
export type RepeatGrades = (number | undefined)[];

/** By query, by document, what each repeat gave. */
export type GradesByRepeat = Map<string, Map<string, RepeatGrades>>;

export function gradesByRepeat({ queries, repeats }: Judging, log: JudgmentLog): GradesByRepeat {
  return new Map(
    queries.map(({ id, documents }) => [
      id,
      new Map(
        documents.map((document) => [document, Array.from({ length: repeats }, (_, repeat) => log.grade(id, document, repeat))]),
      ),
    ]),
  );
}

/**
 * One grade out of those of the repeats. A grade stands where more than half of them give it or a higher one.
 *
 * @returns `undefined` where no repeat gave one
 *
 * @example
 * finalGrade([3, 2]); // => 2
 * finalGrade([0, 3, 2]); // => 2
 * finalGrade([undefined, 1]); // => 1
 * finalGrade([undefined]); // => undefined
 */
export function finalGrade(grades: RepeatGrades): number | undefined {
  const given = grades.filter((grade) => grade !== undefined).sort((a, b) => a - b);
  return given[Math.floor((given.length - 1) / 2)];
}

/** The judgments: what has a grade. A query without any is not among them. */
export function finalGrades(byRepeat: GradesByRepeat): Qrels {
  const qrels: Qrels = new Map();
  for (const [query, documents] of byRepeat) {
    const judged = [...documents].flatMap(([id, grades]) => {
      const grade = finalGrade(grades);
      return grade === undefined ? [] : [[id, grade] as const];
    });
    if (judged.length > 0) qrels.set(query, new Map(judged));
  }
  return qrels;
}
