import type { RerankerInput } from "secondpass";
import type { Assessment } from "./assess.ts";
import { checkDepths } from "./check-options.ts";
import type { DepthResult } from "./depth-sweep.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import { depthResultOf, measureDepths } from "./measure-depths.ts";
import { checkReport, saveReport } from "./save-report.ts";
import { longestPool, setUp } from "./setup.ts";
import { withReranker } from "./with-reranker.ts";

export interface SweepOptions extends Omit<EvaluateOptions, "depth" | "checkpoint" | "writeRun" | "perQuery" | "details"> {
  reranker: RerankerInput;
  /** Default: 10, 20, 50, 100, 200, as far as the run goes. */
  depths?: readonly number[];
}

const usualDepths = [10, 20, 50, 100, 200];

/**
 * Quality and time at several depths, from the same run. Every depth is run on its own, so that its time is measured, not guessed.
 * A report is about the deepest, beside the curve of all.
 *
 * @throws {RerankError} as `evaluate`
 */
export async function sweepDepths({ depths: asked, ...options }: SweepOptions): Promise<DepthResult[]> {
  const { signal, report } = options;
  signal?.throwIfAborted();
  checkDepths(asked, Number.POSITIVE_INFINITY);
  await checkReport(report);
  const depth = Math.max(...(asked ?? usualDepths));
  const setup = await setUp({ ...options, depth }, report === undefined ? "candidates" : "shown");
  const depths = asked ?? usualDepths.filter((_, i) => (usualDepths[i - 1] ?? 0) < longestPool(setup.queries));
  return withReranker(options.reranker, signal, async (reranker) => {
    const assessments = await measureDepths(setup, reranker, depths, options);
    const results = assessments.map(depthResultOf);
    const { evaluation } = assessments[depths.indexOf(Math.max(...depths))] as Assessment;
    const sweep = { queries: evaluation.queries, timedQueries: evaluation.queries, depths: results };
    await saveReport(report, { ...evaluation, sweep });
    return results;
  });
}
