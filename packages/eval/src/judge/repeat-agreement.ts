import { type Agreement, agreementOf, type GradePairs } from "./agreement.ts";
import type { GradesByRepeat, RepeatGrades } from "./final-grades.ts";

/** How far the judge agrees with itself when it sees the same documents among others in another order; null with one repeat. */
export function repeatAgreement(byRepeat: GradesByRepeat, repeats: number, seed: number): Agreement | null {
  if (repeats < 2) return null;
  const places = Array.from({ length: repeats }, (_, repeat) => repeat);
  const raters = places.flatMap((a) => places.filter((b) => b > a).map((b) => [a, b] as const));
  const byQuery: GradePairs[] = [...byRepeat.values()].map((documents) =>
    raters.map(([a, b]) => [...documents.values()].flatMap((grades) => pairOf(grades, a, b))),
  );
  return agreementOf(byQuery, seed);
}

function pairOf(grades: RepeatGrades, a: number, b: number): [number, number][] {
  const [first, second] = [grades[a], grades[b]];
  return first === undefined || second === undefined ? [] : [[first, second]];
}
