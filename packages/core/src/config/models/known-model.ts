import type { ModelDtype } from "../../io/hub/index.ts";
import type { PoolingLayoutOptions } from "../../scorers/bi-encoder/index.ts";
import type { TokenLayoutOptions } from "../../scorers/late-interaction/index.ts";

/** What runs a model, as configuration names it. */
export type ModelUse = "local" | "lateInteraction" | "biEncoder";

/** What is known of a reranking model on the Hub. Data: whatever is not listed works from its own files. */
export type KnownModel = KnownCrossEncoder | KnownTokenModel | KnownEmbeddingModel;

interface ModelFacts {
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
  /** Most tokens of query and document together; of one text, where they are read apart. */
  maxTokens: number;
  /** Rounded to three digits. */
  parameters: number;
  /** Why it cannot be used here at all: for kinds of models that nothing runs and exports that lack a part. */
  unusable?: string;
  /** Fields that stand here from reports about the model and were not compared with its repository. */
  unconfirmed?: readonly ("onnx" | "licence" | "languages" | "maxTokens" | "head" | "layout" | "parameters")[];
}

/** A cross-encoder, which reads query and document together. */
export interface KnownCrossEncoder extends ModelFacts {
  use?: "local";
  /** How a score is read off its output: one logit, the second of two, or the logits of two words of a language model. */
  head: "logit" | "two-logit" | "yes-no";
  /** How query and document become one input: as its tokenizer pairs them, or by the prompt of its family. */
  template: "pair" | "bge-gemma" | "qwen3" | "mxbai-v2" | "jina-v3";
}

/** A ColBERT model, with a vector for each token. */
export interface KnownTokenModel extends ModelFacts {
  use: "lateInteraction";
  /** How it reads texts, where its files do not say, or say otherwise than its authors. */
  layout: TokenLayoutOptions;
}

/** An embedding model, with a vector for each text. */
export interface KnownEmbeddingModel extends ModelFacts {
  use: "biEncoder";
  /** How it reads texts, where its files do not say. */
  layout: PoolingLayoutOptions;
}
