import type { Statement } from "./format-answer.ts";
import type { MockGrades } from "./grade-passages.ts";

/** Grades as an answer states them. */
export function stateGrades(grades: MockGrades): Statement {
  const [first] = grades;
  return {
    pieces: grades.map(({ label, grade }) => `[${label}] ${grade}`),
    joint: "\n",
    again: `[${first?.label}] ${first?.grade === 0 ? 1 : 0}`,
    opening: `Here are the grades of the ${grades.length} passages:`,
    closing: "Some of the 20 passages hold the exact answer. I hope this helps!",
    thought: `The query is clear. Passage [${first?.label}] might be a 1, or [${first?.label}] 2. There are 3 better ones.`,
    data: () => Object.fromEntries(grades.map(({ label, grade }) => [label, grade])),
  };
}
