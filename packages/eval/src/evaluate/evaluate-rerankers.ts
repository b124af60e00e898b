import type { RerankerInput } from "secondpass";
import { compareValues } from "../statistics/compare-values.ts";
import type { Assessment } from "./assess.ts";
import { assessWithSweep } from "./assess-with-sweep.ts";
import { checkDepths } from "./check-options.ts";
import { defaultDepth, type EvaluateOptions } from "./evaluate-options.ts";
import { joinProgress } from "./join-progress.ts";
import { checkReport, saveReport, withoutDetails } from "./save-report.ts";
import { setUp, textsFor } from "./setup.ts";
import type { SideBySide } from "./side-by-side.ts";
import { withReranker } from "./with-reranker.ts";

export interface EvaluateRerankersOptions extends Omit<EvaluateOptions, "reranker" | "checkpoint" | "writeRun"> {
  /** At least one. They run one after the other, so that their times can be compared. */
  rerankers: readonly RerankerInput[];
}

/**
 * Evaluates several rerankers on the same candidates, and compares them with each other: two intervals that overlap do not say that
 * there is no difference.
 *
 * @throws {RerankError} as `evaluate`
 */
export async function evaluateRerankers({ rerankers, ...options }: EvaluateRerankersOptions): Promise<SideBySide> {
  const { signal, report } = options;
  signal?.throwIfAborted();
  checkDepths(options.depths, options.depth ?? defaultDepth);
  await checkReport(report);
  const setup = await setUp(options, textsFor({ ...options, isReranked: true }));
  const nextPart = joinProgress(options.onProgress, setup.queries.length * rerankers.length);
  const assessments: Assessment[] = [];
  for (const input of rerankers) {
    const part = { ...options, onProgress: nextPart() };
    assessments.push(await withReranker(input, signal, (made) => assessWithSweep(setup, made, part)));
  }
  const [first, ...others] = assessments as [Assessment, ...Assessment[]];
  const result: SideBySide = {
    evaluations: assessments.map(({ evaluation }) => evaluation),
    against: others.map(({ evaluation, after }) => ({
      first: first.evaluation.reranker as string,
      second: evaluation.reranker as string,
      delta: compareValues(setup.measure.names, first.after, after, setup.seed),
    })),
  };
  await saveReport(report, result);
  return { ...result, evaluations: result.evaluations.map((evaluation) => withoutDetails(evaluation, options.details)) };
}
