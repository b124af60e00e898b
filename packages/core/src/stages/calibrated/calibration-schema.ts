import * as v from "valibot";
import type { Calibration } from "../../contract/index.ts";

const finite = v.pipe(v.number(), v.finite());
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.pipe(v.string(), v.nonEmpty());
const counts = { queries: count, pairs: count, relevant: count };
const estimate = v.strictObject({ value: share, ci95: v.strictTuple([share, share]) });
const rises = (values: number[]) => values.every((value, i) => i === 0 || value > (values[i - 1] as number));
const neverFalls = (values: number[]) => values.every((value, i) => i === 0 || value >= (values[i - 1] as number));

const record = {
  format: v.literal("secondpass-calibration"),
  version: v.literal(1),
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  reranker: v.strictObject({
    id: text,
    scoreScale: v.picklist(["logit", "unit", "similarity"]),
    fingerprint: v.optional(text),
    maxTokens: v.optional(count),
    blend: v.optional(v.strictObject({ weight: share, with: v.picklist(["firstStage", "bm25"]) })),
    feedback: v.optional(v.strictObject({ weight: share })),
    model: v.optional(v.strictObject({ id: text, revision: text, file: text })),
  }),
  data: v.strictObject({
    collection: v.string(),
    split: v.string(),
    depth: count,
    relevantFrom: finite,
    unjudged: v.picklist(["irrelevant", "leaveOut"]),
    seed: finite,
    fit: v.strictObject(counts),
    hash: text,
  }),
  holdout: v.strictObject({
    ...counts,
    bins: v.array(v.strictObject({ low: share, high: share, count, meanProbability: share, shareRelevant: share })),
    expectedCalibrationError: share,
    brier: share,
  }),
  thresholds: v.array(
    v.strictObject({
      target: v.strictObject({ measure: v.picklist(["precision", "recall"]), value: share }),
      score: finite,
      scoreCi95: v.strictTuple([finite, v.nullable(finite)]),
      probability: share,
      achieved: v.strictObject({ precision: v.nullable(estimate), recall: estimate, kept: count, queriesWithout: count }),
    }),
  ),
  warnings: v.array(v.strictObject({ code: text, message: v.string() })),
};

const platt = v.strictObject({
  input: v.picklist(["score", "logOdds"]),
  slope: v.pipe(
    finite,
    v.check((slope) => slope > 0, "must be above 0"),
  ),
  intercept: finite,
});

const isotonic = v.pipe(
  v.strictObject({
    scores: v.pipe(v.array(finite), v.nonEmpty(), v.check(rises, "must rise")),
    probabilities: v.pipe(v.array(share), v.nonEmpty(), v.check(neverFalls, "must not fall")),
  }),
  v.check(({ scores, probabilities }) => scores.length === probabilities.length, "must be as many scores as probabilities"),
);

/** The file, to the last key: a calibration that was changed by hand is none. */
export const calibrationSchema = v.variant("method", [
  v.strictObject({ ...record, method: v.literal("platt"), parameters: platt }),
  v.strictObject({ ...record, method: v.literal("isotonic"), parameters: isotonic }),
]) as unknown as v.GenericSchema<unknown, Calibration>;
