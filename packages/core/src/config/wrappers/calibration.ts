import * as v from "valibot";
import { calibrated, checkCalibration, readCalibration } from "../../stages/index.ts";
import type { CalibrationConfig } from "../reranker-config.ts";
import { defineWrapper, type Wrapper } from "../wrapper.ts";

const probability = v.pipe(
  v.number(),
  v.maxValue(1),
  v.check((value) => value > 0),
);

export const wrapper: Wrapper<CalibrationConfig> = defineWrapper({
  summary: "probabilities for the scores of the reranker beside it",
  forms: [
    "a file that `secondpass calibrate` wrote",
    '{ file: that file, minProbability?: number above 0 and at most 1 | "target", onMismatch?: "throw" | "warn" }',
  ],
  schema: v.strictObject({
    // What is in a calibration at hand is judged by `calibrated`, which takes it in code too.
    file: v.union([v.pipe(v.string(), v.nonEmpty()), v.custom<object>((value) => typeof value === "object" && value !== null)]),
    minProbability: v.optional(v.union([probability, v.literal("target")])),
    onMismatch: v.optional(v.picklist(["throw", "warn"])),
  }) as unknown as v.GenericSchema<unknown, CalibrationConfig>,
  normalise: (value) => (typeof value === "string" || isCalibration(value) ? { file: value } : value),
  async wrap(reranker, { file, ...options }, { path }) {
    const calibration = typeof file === "string" ? await readCalibration(file) : checkCalibration(file, path);
    return calibrated(reranker, calibration, options);
  },
});

function isCalibration(value: unknown): boolean {
  return typeof (value as { format?: unknown } | null)?.format === "string";
}
