import * as v from "valibot";
import type { CrossEncoderOptions, LayoutOptions } from "../../scorers/cross-encoder/index.ts";

/** Options that say how a model is asked and read, where its files do not. */
export interface ModelLayoutOptions extends LayoutOptions, Pick<CrossEncoderOptions, "trust" | "tokenizer"> {}

const text = v.optional(v.pipe(v.string(), v.nonEmpty()));

/** Checks them; entries of a strict object. */
export const layoutEntries: {
  [Key in keyof Required<ModelLayoutOptions>]: v.GenericSchema<ModelLayoutOptions[Key]>;
} = {
  head: v.optional(v.picklist(["logit", "two-logit", "multi-label", "yes-no"])),
  positiveLabel: v.optional(v.union([v.string(), v.pipe(v.number(), v.integer(), v.minValue(0))])),
  template: v.optional(v.union([v.picklist(["pair", "qwen3", "bge-gemma", "mxbai-v2"]), v.array(v.string())])),
  instruction: v.optional(v.string()),
  yes: text,
  no: text,
  truncation: v.optional(v.picklist(["document", "longest_first"])),
  trust: v.optional(v.picklist(["error", "warn", "off"])),
  tokenizer: v.optional(v.picklist(["huggingface-tokenizers", "transformers", "xenova"])),
};

/** The forms, for error messages. */
export const layoutForms: string =
  "head?: logit | two-logit | multi-label | yes-no, positiveLabel?: name or column, template?: pair | qwen3 | bge-gemma | mxbai-v2 | parts, " +
  "instruction?: string, yes?: string, no?: string, truncation?: document | longest_first, trust?: error | warn | off, " +
  "tokenizer?: huggingface-tokenizers | transformers | xenova";
