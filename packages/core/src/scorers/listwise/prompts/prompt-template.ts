import type { PromptInput } from "./listwise-prompt.ts";

/** One message; `content` may hold placeholders. */
export interface TemplateMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/** Messages that are repeated for every passage, for prompts that hand them over one by one. */
export interface TemplateTurns {
  each: readonly TemplateMessage[];
}

/**
 * A prompt as plain data, as it may stand in a JSON configuration. Placeholders, in braces:
 *
 * - anywhere: `{query}`, `{count}` passages, `{ask}` labels to name, `{nonce}`;
 * - in messages: `{passages}` all of them in the form `passage`, and the clauses `{output}`, `{instruction}`, `{retry}`, each nothing
 *   where it does not apply;
 * - in `passage` and in `each`: `{label}` and `{text}`.
 *
 * A brace that is no placeholder, as in JSON, stands for itself; `{{word}}` is `{word}`.
 */
export interface PromptTemplate {
  /** Name and version: `mine/1`. A change of words is a new version. */
  id: string;
  /** In order; `{query}` in one of them, and `{passages}` in one or `each` once. */
  messages: readonly (TemplateMessage | TemplateTurns)[];
  /** Form of one passage. Default: none, for a template with `each`. */
  passage?: string;
  /** What `{output}` says, by form of the answer; at least one. A call for a form that is not here is refused. */
  output: { readonly [Form in PromptInput["output"]]?: string };
  /** What `{instruction}` says where the caller gives one; it holds `{instruction}` itself. Default: no place for one. */
  instruction?: string;
  /** What `{retry}` says after an answer that could not be read. Default: nothing, the question is put again as it was. */
  retry?: string;
  /**
   * What is done to query and passages against prompt injection: `all` what `neutralise` does, `numbers` only `[7]` to `(7)` as RankLLM
   * does, `none` nothing. Default: `all`.
   */
  harden?: "all" | "numbers" | "none";
  /** Most words of a passage, white space between them. Default: no limit of the template's own. */
  passageWords?: number;
  /** Most passages of one call: 1 for a pointwise prompt, which needs no `{label}`. Default: no limit. */
  maxPassages?: number;
}
