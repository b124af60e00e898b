import type { RerankerInput } from "secondpass";
import { compareValues, type Delta } from "../statistics/compare-values.ts";
import { type Assessment, assess } from "./assess.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import type { Evaluation } from "./evaluation.ts";
import { setUp } from "./setup.ts";
import { withReranker } from "./with-reranker.ts";

export interface EvaluateRerankersOptions extends Omit<EvaluateOptions, "reranker" | "checkpoint" | "writeRun"> {
  /** At least one. They run one after the other, so that their times can be compared. */
  rerankers: readonly RerankerInput[];
}

/** Several rerankers on the same candidates. */
export interface SideBySide {
  evaluations: Evaluation[];
  /** Each later reranker against the first, query by query. */
  against: { first: string; second: string; delta: Record<string, Delta> }[];
}

/**
 * Evaluates several rerankers on the same candidates, and compares them with each other: two intervals that overlap do not say that
 * there is no difference.
 *
 * @throws {RerankError} as `evaluate`
 */
export async function evaluateRerankers({ rerankers, ...options }: EvaluateRerankersOptions): Promise<SideBySide> {
  options.signal?.throwIfAborted();
  const setup = await setUp(options, true);
  const assessments: Assessment[] = [];
  for (const input of rerankers) {
    assessments.push(await withReranker(input, options.signal, (made) => assess(setup, made, options)));
  }
  const [first, ...others] = assessments as [Assessment, ...Assessment[]];
  return {
    evaluations: assessments.map(({ evaluation }) => evaluation),
    against: others.map(({ evaluation, values }) => ({
      first: first.evaluation.reranker as string,
      second: evaluation.reranker as string,
      delta: compareValues(setup.measure.names, first.values, values, setup.seed),
    })),
  };
}
