import type { CalibrationData, CalibrationTarget, RerankerInput, ScoreMapping } from "secondpass";
import type { MeasureOptions, RunOptions } from "../evaluate/evaluate-options.ts";

/** How a mapping is chosen: `auto` is isotonic where there is enough data, else Platt's. */
export type CalibrationMethod = "auto" | ScoreMapping["method"];

export interface CalibrateOptions
  extends Pick<MeasureOptions, "collection" | "run" | "depth" | "split" | "limitQueries" | "seed" | "signal">,
    Pick<RunOptions, "concurrency" | "checkpoint" | "onProgress"> {
  /** Whose scores are calibrated: a reranker, a spec such as `"local"`, or a configuration, as it will be used. */
  reranker: RerankerInput;
  /** What the documents that are kept have to reach; a threshold for each. Default: none, probabilities only. */
  targets?: readonly CalibrationTarget[];
  /** Default: `auto`. */
  method?: CalibrationMethod;
  /** Least grade that counts as relevant, above 0. Default: 1. */
  relevantFrom?: number;
  /**
   * Whether candidates that nobody judged count as not relevant, as trec_eval has it, or not at all. Leave them out only where irrelevant
   * documents were judged, too. Default: `irrelevant`.
   */
  unjudged?: CalibrationData["unjudged"];
}
