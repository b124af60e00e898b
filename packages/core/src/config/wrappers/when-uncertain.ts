import * as v from "valibot";
import { type MarginPolicy, whenUncertain } from "../../stages/index.ts";
import { defineWrapper, type Wrapper } from "../wrapper.ts";

const rank = v.pipe(v.number(), v.integer(), v.minValue(1));

export const wrapper: Wrapper<MarginPolicy> = defineWrapper({
  summary: "reranks only where the first stage is not sure",
  forms: [
    "a margin above 0",
    '{ margin: number above 0, between?: [1, 3] or two other ranks, normalise?: "deviation" | "range" | "none", ' +
      "minCandidates?: whole number }",
  ],
  schema: v.strictObject({
    margin: v.pipe(
      v.number(),
      v.finite(),
      v.check((value) => value > 0),
    ),
    between: v.optional(
      v.pipe(
        v.tuple([rank, rank]),
        v.check(([upper, lower]) => lower > upper),
      ),
    ),
    normalise: v.optional(v.picklist(["none", "range", "deviation"])),
    minCandidates: v.optional(rank),
  }) as v.GenericSchema<unknown, MarginPolicy>,
  normalise: (value) => (typeof value === "number" ? { margin: value } : value),
  wrap: async (reranker, policy) => whenUncertain(reranker, policy),
});
