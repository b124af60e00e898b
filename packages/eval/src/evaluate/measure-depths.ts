import type { Reranker } from "secondpass";
import { type Assessment, assess } from "./assess.ts";
import type { DepthResult } from "./depth-sweep.ts";
import type { RunOptions } from "./evaluate-options.ts";
import { joinProgress } from "./join-progress.ts";
import type { Setup } from "./setup.ts";

export interface MeasureDepthsOptions extends Pick<RunOptions, "concurrency" | "onProgress" | "report"> {
  signal?: AbortSignal;
}

/** Assesses every depth on its own, so that its time is measured, not guessed. With a report, the deepest has strata and details. */
export async function measureDepths(
  setup: Setup,
  reranker: Reranker,
  depths: readonly number[],
  { onProgress, report, ...options }: MeasureDepthsOptions,
): Promise<Assessment[]> {
  const deepest = Math.max(...depths);
  const nextPart = joinProgress(onProgress, setup.queries.length * depths.length);
  const assessments: Assessment[] = [];
  for (const depth of depths) {
    const isShown = report !== undefined && depth === deepest;
    const divisions = isShown ? setup.divisions : [];
    assessments.push(
      await assess({ ...setup, depth, divisions }, reranker, { ...options, details: isShown, onProgress: nextPart() }),
    );
  }
  return assessments;
}

export function depthResultOf({ evaluation }: Assessment): DepthResult {
  const { depth, recallCeiling, reranked, delta, msPerQuery } = evaluation;
  return { depth, recallCeiling, reranked, delta, msPerQuery };
}
