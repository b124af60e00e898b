import { mean } from "simple-statistics";
import { bootstrapInterval } from "../statistics/paired-differences.ts";
import type { Estimate } from "./agreement.ts";
import type { LoggedCall } from "./judgment-log.ts";

/**
 * Whether the place of a document among those of its call had to do with its grade. Places are given by chance, so without a bias they
 * have not.
 */
export interface PositionBias {
  /** By place from 1 on: how many were graded there, and their mean grade. */
  byPosition: { position: number; documents: number; meanGrade: number }[];
  /**
   * How much higher the first half of a call was graded than the second, in grades: mean over queries. An interval without 0 shows a
   * bias. Null where calls are about one document.
   */
  firstHalfLead: Estimate | null;
}

export function positionBias(calls: readonly LoggedCall[], seed: number): PositionBias {
  const byPosition = new Map<number, number[]>();
  const halves = new Map<string, { first: number[]; second: number[] }>();
  for (const { query, documents } of calls) {
    const ofQuery = halves.get(query) ?? { first: [], second: [] };
    halves.set(query, ofQuery);
    for (const [i, { grade }] of documents.entries()) {
      if (grade === null) continue;
      const atPosition = byPosition.get(i) ?? [];
      byPosition.set(i, atPosition);
      atPosition.push(grade);
      // The one in the middle is of neither.
      if (i < Math.floor(documents.length / 2)) ofQuery.first.push(grade);
      if (i >= Math.ceil(documents.length / 2)) ofQuery.second.push(grade);
    }
  }
  const leads = [...halves.values()]
    .filter(({ first, second }) => first.length > 0 && second.length > 0)
    .map(({ first, second }) => mean(first) - mean(second));
  return {
    byPosition: [...byPosition]
      .sort(([a], [b]) => a - b)
      .map(([i, grades]) => ({ position: i + 1, documents: grades.length, meanGrade: mean(grades) })),
    firstHalfLead: leads.length === 0 ? null : { value: mean(leads), ci95: bootstrapInterval(leads, seed) },
  };
}
