import * as v from "valibot";
import { type Aggregate, type ChunkedOptions, chunked } from "../../stages/index.ts";
import { defineWrapper, type Wrapper } from "../wrapper.ts";

const whole = (least: number) => v.optional(v.pipe(v.number(), v.integer(), v.minValue(least)));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const aboveZero = v.pipe(
  v.number(),
  v.finite(),
  v.check((value) => value > 0),
);
const aggregate: v.GenericSchema<unknown, Aggregate> = v.union([
  v.picklist(["max", "mean", "first", "topMean", "decay", "softmax"]),
  v.strictObject({ topMean: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
  v.strictObject({ decay: share }),
  v.strictObject({ softmax: aboveZero }),
]);
const overlap = v.pipe(
  v.number(),
  v.minValue(0),
  v.check((value) => value < 1 || Number.isInteger(value)),
);

export const wrapper: Wrapper<ChunkedOptions> = defineWrapper({
  summary: "reads documents that are too long in passages",
  forms: [
    "true",
    "{ tokens?: whole number >= 8, overlap?: share below 1 or whole number of tokens, " +
      'aggregate?: "max" | "mean" | "first" | "topMean" | "decay" | "softmax" | { topMean: whole number >= 1 } | { decay: 0 to 1 } | ' +
      '{ softmax: number above 0 }, maxPassages?: whole number >= 1, maxCallPassages?: whole number >= 1, keep?: "words" | "first" }',
  ],
  schema: v.strictObject({
    tokens: whole(8),
    overlap: v.optional(overlap),
    aggregate: v.optional(aggregate),
    maxPassages: v.optional(v.union([v.literal(Number.POSITIVE_INFINITY), v.pipe(v.number(), v.integer(), v.minValue(1))])),
    maxCallPassages: whole(1),
    keep: v.optional(v.picklist(["words", "first"])),
  }),
  normalise: (value) => (value === true ? {} : value),
  wrap: async (reranker, options) => chunked(reranker, options),
});
