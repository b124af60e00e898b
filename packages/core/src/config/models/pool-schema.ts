import * as v from "valibot";
import type { EngineOptions } from "../../scorers/onnx/pool/lease-model.ts";

/** Options that say how a model is run. */
export type ModelPoolOptions = Pick<EngineOptions, "workers" | "maxQueue" | "unloadAfterMs" | "runtime" | "executionProviders">;

const count = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));

/** Checks them; entries of a strict object. */
export const poolEntries: { [Key in keyof Required<ModelPoolOptions>]: v.GenericSchema<ModelPoolOptions[Key]> } = {
  workers: count,
  maxQueue: count,
  runtime: v.optional(v.picklist(["auto", "native", "wasm"])),
  executionProviders: v.optional(v.array(v.pipe(v.string(), v.nonEmpty()))),
  unloadAfterMs: v.optional(v.pipe(v.number(), v.finite(), v.minValue(1))),
};

/** The forms, for error messages. */
export const poolForms: string =
  "workers?: whole number >= 1, maxQueue?: whole number >= 1, unloadAfterMs?: number >= 1, " +
  "runtime?: auto | native | wasm, executionProviders?: list of names";
