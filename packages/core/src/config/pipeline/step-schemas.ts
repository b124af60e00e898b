import * as v from "valibot";
import { type ScoreNormalisation, scoreNormalisations } from "../../rank/index.ts";
import type { FusionStep } from "../../stages/index.ts";
import type { Checked } from "../check-options.ts";
import type { StepsConfig } from "./pipeline-config.ts";

type StepName = keyof StepsConfig;

interface StepSchema extends Checked<unknown> {
  /** The long form of a value that may be short. Default: the value itself. */
  normalise?(value: unknown): unknown;
}

const atLeastZero = v.pipe(v.number(), v.finite(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const verdict = v.optional(v.picklist(["correct", "ambiguous", "incorrect"]));
const methods = ["rrf", ...scoreNormalisations] as ("rrf" | ScoreNormalisation)[];
const calibration = v.union([
  v.pipe(v.string(), v.nonEmpty()),
  v.custom<object>((value) => typeof value === "object" && value !== null),
]);

/** What may stand beside a reranker to make a pipeline of it. */
export const stepSchemas: Readonly<Record<StepName, StepSchema>> = {
  fuse: {
    forms: [
      '{ k?: number of at least 0, weights?: { "bm25": 1, "dense": 1 }, method?: ' +
        `${methods.map((name) => `"${name}"`).join(" | ")} }`,
    ],
    schema: v.strictObject({
      method: v.optional(v.picklist(methods)),
      k: v.optional(atLeastZero),
      weights: v.optional(v.record(v.string(), atLeastZero)),
    }) as v.GenericSchema<unknown, FusionStep>,
  },
  dedupe: {
    forms: ["true or false", "{ near?: number above 0 and at most 1 }"],
    schema: v.union([
      v.boolean(),
      v.strictObject({
        near: v.optional(
          v.pipe(
            share,
            v.check((value) => value > 0),
          ),
        ),
      }),
    ]),
  },
  gate: {
    forms: [
      "a file of `secondpass calibrate`",
      '{ correct: 0 to 1, incorrect: 0 to 1, otherwise?: "correct" | "ambiguous" | "incorrect" }',
      "{ calibration: that file, otherwise? }",
    ],
    schema: v.union([
      v.strictObject({ correct: share, incorrect: share, otherwise: verdict }),
      v.strictObject({ calibration, otherwise: verdict }),
    ]),
    normalise: (value) => (isCalibration(value) ? { calibration: value } : value),
  },
  diversify: {
    forms: ["true or false", "{ lambda?: 0 to 1 }"],
    schema: v.union([v.boolean(), v.strictObject({ lambda: v.optional(share) })]),
  },
  arrange: {
    forms: ['"bestFirst"', '"ends"', '"reverse"'],
    schema: v.picklist(["bestFirst", "reverse", "ends"]),
  },
};

function isCalibration(value: unknown): boolean {
  return typeof value === "string" || typeof (value as { format?: unknown } | null)?.format === "string";
}
