import * as v from "valibot";

/** How a model is asked and read, where its own files do not say: from `model.json`, or from a configuration. */
export interface ModelLayout {
  /** How a score is read off the output. Default: by the output's shape. */
  head?: "logit" | "two-logit" | "multi-label" | "yes-no";
  /** Label that stands for relevance, by name or column. */
  positiveLabel?: string | number;
  /** How a language model is asked: name or parts of a prompt. Default: query and document are a pair. */
  template?: "pair" | "qwen3" | "bge-gemma" | "mxbai-v2" | readonly string[];
  /** What a template's `{instruction}` stands for. */
  instruction?: string;
  /** Answers of a language model. Default: those of the template. */
  yes?: string;
  no?: string;
  /** What is cut first. Default: the document. */
  truncation?: "document" | "longest_first";
  /** What becomes of the model where it fails the trust check. Default: `error`. */
  trust?: "error" | "warn" | "off";
}

const word = v.optional(v.pipe(v.string(), v.nonEmpty()));

/** Checks a layout, wherever it was written; entries of an object schema. */
export const modelLayoutEntries: { [Key in keyof Required<ModelLayout>]: v.GenericSchema<ModelLayout[Key]> } = {
  head: v.optional(v.picklist(["logit", "two-logit", "multi-label", "yes-no"])),
  positiveLabel: v.optional(v.union([v.string(), v.pipe(v.number(), v.integer(), v.minValue(0))])),
  template: v.optional(v.union([v.picklist(["pair", "qwen3", "bge-gemma", "mxbai-v2"]), v.array(v.string())])),
  instruction: v.optional(v.string()),
  yes: word,
  no: word,
  truncation: v.optional(v.picklist(["document", "longest_first"])),
  trust: v.optional(v.picklist(["error", "warn", "off"])),
};
