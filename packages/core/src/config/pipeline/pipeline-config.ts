import type { Calibration } from "../../contract/index.ts";
import type { GateOptions, GateStep, Pipeline, PipelineSteps } from "../../stages/index.ts";
import type { RerankerConfigObject, RerankerInput } from "../reranker-config.ts";

/** The configuration of a reranker, and beside it the steps around it. A configuration without steps is one too. */
export type PipelineConfig = string | PipelineConfigObject;

export type PipelineConfigObject = RerankerConfigObject & StepsConfig;

/** The steps around a reranker, as configuration has them. */
export interface StepsConfig extends Omit<PipelineSteps, "gate"> {
  /** Thresholds, or a file of `secondpass calibrate` or its content, and the verdict on a ranking without probabilities. */
  gate?: string | Calibration | GateStep | (GateOptions & { calibration: string | Calibration });
}

/** What every package takes: a pipeline or a reranker at hand, or the configuration of one. */
export type PipelineInput = Pipeline | RerankerInput | PipelineConfig;
