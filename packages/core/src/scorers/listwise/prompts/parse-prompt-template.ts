import * as v from "valibot";
import { RerankError } from "../../../contract/index.ts";
import { checkPlaceholders } from "./check-placeholders.ts";
import type { PromptTemplate, TemplateMessage, TemplateTurns } from "./prompt-template.ts";

const text = v.pipe(v.string(), v.nonEmpty());
const count = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const message = v.strictObject({ role: v.picklist(["system", "user", "assistant"]), content: text });

const turns = v.strictObject({ each: v.pipe(v.array(message), v.minLength(1)) });
// Not a union, which would only say that an entry is neither the one nor the other.
const entry = v.lazy(
  (value): v.GenericSchema<TemplateMessage | TemplateTurns> =>
    typeof value === "object" && value !== null && "each" in value ? turns : message,
);

/** Its shape; `parsePromptTemplate` looks at the placeholders too. */
export const promptTemplateSchema: v.GenericSchema<PromptTemplate> = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[\w.-]+\/[\w.-]+$/, "expected a name and a version, as in mine/1")),
  messages: v.pipe(v.array(entry), v.minLength(1)),
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
