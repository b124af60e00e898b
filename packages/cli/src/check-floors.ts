import type { Evaluation } from "@secondpass/eval";
import type { MetricFloor } from "./option-parsers.ts";

/** @throws {Error} where a result is lower than was asked for, or no number that could be compared */
export function checkFloors(evaluations: readonly Evaluation[], floors: readonly MetricFloor[]): void {
  const low = evaluations.flatMap(({ reranker, reranked }) =>
    floors
      .filter(({ metric, least }) => !((reranked[metric] as number) >= least))
      .map(({ metric, least }) => `${metric} of ${reranker ?? "the run"} is ${reranked[metric]?.toFixed(4)}, under ${least}`),
  );
  if (low.length > 0) throw new Error(low.join("; "));
}
