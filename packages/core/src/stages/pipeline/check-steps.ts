import { arrange } from "../arrange.ts";
import { dedupe } from "../dedupe.ts";
import { diversify } from "../diversify/diversify.ts";
import { readThresholds } from "../gate.ts";
import { fuseNamedLists } from "./fuse-named-lists.ts";
import type { PipelineSteps } from "./pipeline-steps.ts";

/**
 * Tells what cannot be meant before the first call does. Each step is asked by taking it on nothing.
 *
 * @throws {RerankError} `invalid_options`
 */
export function checkSteps(steps: PipelineSteps): PipelineSteps {
  const { fuse, dedupe: repeats, gate, diversify: variety, arrange: arrangement } = steps;
  fuseNamedLists(Object.fromEntries(Object.keys(fuse?.weights ?? {}).map((name) => [name, []])), fuse);
  if (typeof repeats === "object") dedupe([], repeats);
  if (typeof variety === "object") diversify([], variety);
  if (gate) readThresholds("calibration" in gate ? gate.calibration : gate);
  if (arrangement !== undefined) arrange([], arrangement);
  return steps;
}
