import type { RerankerInput } from "secondpass";
import type { MetricValues } from "../metrics/measure-run.ts";
import type { Delta } from "../statistics/compare-values.ts";
import { assess } from "./assess.ts";
import type { EvaluateOptions } from "./evaluate-options.ts";
import type { Evaluation } from "./evaluation.ts";
import { setUp } from "./setup.ts";
import { withReranker } from "./with-reranker.ts";

export interface SweepOptions extends Omit<EvaluateOptions, "depth" | "checkpoint" | "writeRun" | "perQuery"> {
  reranker: RerankerInput;
  /** Default: 10, 20, 50, 100, 200. */
  depths?: readonly number[];
}

/** What reranking so many candidates brings, and how long it takes. */
export interface DepthResult {
  depth: number;
  recallCeiling: number;
  reranked: MetricValues;
  delta: Record<string, Delta>;
  msPerQuery: Evaluation["msPerQuery"];
}

/**
 * Quality and time at several depths, from the same run. Every depth is run on its own, so that its time is measured, not guessed.
 *
 * @throws {RerankError} as `evaluate`
 */
export async function sweepDepths({ depths = [10, 20, 50, 100, 200], ...options }: SweepOptions): Promise<DepthResult[]> {
  options.signal?.throwIfAborted();
  const setup = await setUp({ ...options, depth: Math.max(...depths) }, true);
  return withReranker(options.reranker, options.signal, async (reranker) => {
    const results: DepthResult[] = [];
    for (const [i, depth] of depths.entries()) {
      const total = setup.queries.length * depths.length;
      const onProgress = options.onProgress && ((done: number) => options.onProgress?.(i * setup.queries.length + done, total));
      const { evaluation } = await assess({ ...setup, depth, divisions: [] }, reranker, { ...options, onProgress });
      const { recallCeiling, reranked, delta, msPerQuery } = evaluation;
      results.push({ depth, recallCeiling, reranked, delta, msPerQuery });
    }
    return results;
  });
}
