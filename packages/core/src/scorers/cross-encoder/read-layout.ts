import { RerankError } from "../../contract/index.ts";
import type { ModelConfig } from "../../io/model-directory.ts";
import { firstPositionOf, positionsOf } from "../onnx/runtime/first-position.ts";
import { checkPromptParts } from "./prompt-encoder.ts";
import { type PromptTemplate, type PromptTemplateName, promptTemplates } from "./prompt-templates.ts";
import type { ScoreHead } from "./score-head.ts";
import type { Truncation } from "./truncate-pair.ts";

/** How a model's input is put together and its output read. Plain data: it crosses into the worker. */
export interface ModelLayout {
  head?: ScoreHead;
  /** Column of the label that stands for relevance. */
  label?: number;
  labelNames?: readonly string[];
  /** How a language model is asked; without it query and document are a pair as the tokenizer joins them. */
  prompt?: PromptTemplate;
  truncation?: Truncation;
  /** Position of the first token. */
  firstPosition: number;
  /** Kinds of tokens that the model tells apart. */
  types?: number;
  /** Most tokens that the model has positions for, or that it says it reads. */
  maxTokens: number;
}

/** What a caller may say about a model; it goes before `model.json`. */
export interface LayoutOptions {
  /** How a score is read off the output. Default: by its shape. */
  head?: ScoreHead;
  /** Label that stands for relevance, by name or column. Default: the second of two. */
  positiveLabel?: string | number;
  /**
   * How a language model is asked: a known prompt, or its parts, which name `{query}` and `{document}`. Default: none, query and
   * document are a pair.
   */
  template?: "pair" | PromptTemplateName | readonly string[];
  /** What a template's `{instruction}` stands for. Default: the template's own. */
  instruction?: string;
  /** Answers of a language model, one token each. Default: the template's. */
  yes?: string;
  no?: string;
  /** What is cut first: the document, or the longer text as in Python. Default: `document`. */
  truncation?: Truncation;
}

/**
 * Reads a model's layout off its configuration.
 *
 * @throws {RerankError} `invalid_model`, `invalid_config`
 */
export function readLayout(config: ModelConfig, options: LayoutOptions = {}): ModelLayout {
  const said = { ...config, ...withoutUndefined(options) };
  const labelNames = Object.values(config.id2label ?? {});
  const firstPosition = firstPositionOf(config);
  const isMultiLabel = config.problem_type === "multi_label_classification" && labelNames.length > 1;
  return {
    head: said.head ?? (isMultiLabel ? "multi-label" : undefined),
    label: findLabel(said.positiveLabel, labelNames),
    labelNames,
    prompt: findPrompt(said),
    truncation: said.truncation,
    firstPosition,
    types: config.type_vocab_size || undefined,
    maxTokens: findMaxTokens(config),
  };
}

function findPrompt({ template, instruction, yes, no }: LayoutOptions): PromptTemplate | undefined {
  if (template === undefined || template === "pair") return undefined;
  const known: PromptTemplate | undefined = typeof template === "string" ? promptTemplates[template] : undefined;
  const parts = known?.parts ?? template;
  if (typeof parts === "string") {
    const names = Object.keys(promptTemplates).join(", ");
    throw new RerankError(
      "invalid_config",
      `there is no template ${JSON.stringify(template)}; write pair, ${names}, or the prompt's parts`,
    );
  }
  checkPromptParts(parts);
  // Answers of one's own stand alone: another "no" than the template's is not meant with them.
  const answers = yes === undefined ? { yes: known?.yes ?? "yes", no: known ? known.no : "no" } : { yes, no };
  return { parts, instruction: instruction ?? known?.instruction, ...answers };
}

function findLabel(label: string | number | undefined, names: readonly string[]): number | undefined {
  if (label === undefined || typeof label === "number") return label;
  const column = names.indexOf(label);
  if (column >= 0) return column;
  throw new RerankError(
    "invalid_config",
    `positiveLabel ${label} is none of the model's labels: ${names.join(", ") || "it names none"}`,
  );
}

function findMaxTokens(config: ModelConfig): number {
  const positions = positionsOf(config);
  const asked = config.maxTokens;
  if (asked !== undefined && positions !== undefined && asked > positions && hasTable(config)) {
    throw new RerankError(
      "invalid_model",
      `model.json asks for maxTokens ${asked}, but config.json says that the model has ${positions} positions`,
    );
  }
  return asked ?? positions ?? 512;
}

// Distances between tokens know no last position.
function hasTable({ position_embedding_type = "absolute", position_biased_input = true }: ModelConfig): boolean {
  return position_embedding_type === "absolute" && position_biased_input;
}

function withoutUndefined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}
