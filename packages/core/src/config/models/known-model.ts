import type { ModelDtype } from "../../io/hub/index.ts";

/** What is known of a reranking model on the Hub. Data: whatever is not listed works from its own files. */
export interface KnownModel {
  /** Its name on the Hub. */
  id: string;
  /** Other names that it goes by. */
  aliases?: readonly string[];
  /** Where its ONNX files are: another repository where its own has none, and file names by dtype. */
  onnx: { repository?: string; files: Partial<Record<ModelDtype, string>> };
  /** SPDX identifier, or the licence's own name. */
  licence: string;
  /** Whether the licence rules out commercial use. Shown on load. */
  nonCommercial?: true;
  /** Codes of the languages that it was trained for; `multilingual` for too many to list. */
  languages: readonly string[];
  /** Most tokens of query and document together. */
  maxTokens: number;
  /** How a score is read off its output: one logit, the second of two, or the logits of two words of a language model. */
  head: "logit" | "two-logit" | "yes-no";
  /** How query and document become one input: as its tokenizer pairs them, or by the prompt of its family. */
  template: "pair" | "bge-gemma" | "qwen3" | "mxbai-v2" | "jina-v3";
  /** Rounded to three digits. */
  parameters: number;
  /** Why it cannot be used here, whatever its head: for models that are no cross-encoders and exports that lack a part. */
  unusable?: string;
  /** Fields that stand here from reports about the model and were not compared with its repository. */
  unconfirmed?: readonly ("onnx" | "licence" | "languages" | "maxTokens" | "head" | "parameters")[];
}
