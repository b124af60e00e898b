import * as v from "valibot";
import type { Reranker } from "../../contract/index.ts";
import type { CrossEncoder } from "../../scorers/cross-encoder/index.ts";
import { blendFirstStage, withFeedback } from "../../stages/index.ts";

/** Options that say what else than the model's own score makes the order. */
export interface MixtureOptions {
  /** Share of the first stage in the order, 0 to 1. Default: what the model's `model.json` says: 0.2 for the bundled model, else 0. */
  blend?: number;
  /**
   * Share of the likeness to the best candidates in the order, 0 to 1. Default: what the model's `model.json` says, 0.2 for the bundled model,
   * else 0; where `blend` is given, 0, so that `blend: 0` means the model's own scores.
   */
  feedback?: number;
}

const share = v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));

/** Checks them; entries of a strict object. */
export const mixtureEntries: { [Key in keyof Required<MixtureOptions>]: v.GenericSchema<MixtureOptions[Key]> } = {
  blend: share,
  feedback: share,
};

/** The forms, for error messages. */
export const mixtureForms = "blend?: number from 0 to 1, feedback?: number from 0 to 1";

/** The model with what is mixed into its scores: what the caller says, or else what the model's files say. */
export function mixedAs(model: CrossEncoder, { blend, feedback }: MixtureOptions): Reranker {
  const weight = blend ?? model.blend;
  const likeness = feedback ?? (blend === undefined ? model.feedback : 0);
  const blended = weight === 0 ? model.reranker : blendFirstStage(model.reranker, { weight });
  return likeness === 0 ? blended : withFeedback(blended, { weight: likeness });
}
