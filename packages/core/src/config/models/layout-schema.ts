import * as v from "valibot";
import { modelLayoutEntries } from "../../io/model-layout.ts";
import type { CrossEncoderOptions, LayoutOptions } from "../../scorers/cross-encoder/index.ts";

/** Options that say how a model is asked and read, where its files do not. */
export interface ModelLayoutOptions extends LayoutOptions, Pick<CrossEncoderOptions, "trust" | "tokenizer"> {}

/** Checks them; entries of a strict object. */
export const layoutEntries: {
  [Key in keyof Required<ModelLayoutOptions>]: v.GenericSchema<ModelLayoutOptions[Key]>;
} = {
  ...modelLayoutEntries,
  tokenizer: v.optional(v.picklist(["huggingface-tokenizers", "transformers", "xenova"])),
};

/** The forms, for error messages. */
export const layoutForms: string =
  "head?: logit | two-logit | multi-label | yes-no, positiveLabel?: name or column, template?: pair | qwen3 | bge-gemma | mxbai-v2 | parts, " +
  "instruction?: string, yes?: string, no?: string, truncation?: document | longest_first, trust?: error | warn | off, " +
  "tokenizer?: huggingface-tokenizers | transformers | xenova";
