import * as v from "valibot";
import { RerankError } from "../../../contract/index.ts";
import { checkPlaceholders } from "./check-placeholders.ts";
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

const text = v.pipe(v.string(), v.nonEmpty());
const count = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const message = v.strictObject({ role: v.picklist(["system", "user", "assistant"]), content: text });

/** Its shape; `parsePromptTemplate` looks at the placeholders too. */
export const promptTemplateSchema: v.GenericSchema<PromptTemplate> = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[\w.-]+\/[\w.-]+$/, "expected a name and a version, as in mine/1")),
  messages: v.pipe(
    v.array(v.union([message, v.strictObject({ each: v.pipe(v.array(message), v.minLength(1)) })])),
    v.minLength(1),
  ),
  passage: v.optional(text),
  output: v.strictObject({ text: v.optional(text), json: v.optional(text), label: v.optional(text) }),
  instruction: v.optional(text),
  retry: v.optional(text),
  harden: v.optional(v.picklist(["all", "numbers", "none"])),
  passageWords: count,
  maxPassages: count,
});

/**
 * Checks a template of the user's own, from code or JSON.
 *
 * @throws {RerankError} `invalid_config` naming the place and what is wrong with it: its shape, a placeholder that does not exist, or
 *   one that is missing
 *
 * @example
 * const template = parsePromptTemplate({
 *   id: "mine/1",
 *   messages: [{ role: "user", content: "Query: {query}\n{passages}\n{output}" }],
 *   passage: "[{label}] {text}\n",
 *   output: { text: "Name the {ask} best, best first: [] > []" },
 * });
 * template.id; // => "mine/1"
 */
export function parsePromptTemplate(value: unknown): PromptTemplate {
  const result = v.safeParse(promptTemplateSchema, value);
  if (!result.success) {
    const [issue] = result.issues;
    throw new RerankError("invalid_config", `prompt template: ${v.getDotPath(issue) ?? "the whole"}: ${issue.message}`);
  }
  checkPlaceholders(result.output);
  return result.output;
}
