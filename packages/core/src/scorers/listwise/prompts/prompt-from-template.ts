import { RerankError } from "../../../contract/index.ts";
import type { ChatMessage } from "../chat-model.ts";
import { placeholder } from "./check-placeholders.ts";
import { firstWords } from "./first-words.ts";
import type { ListwisePrompt, PromptInput } from "./listwise-prompt.ts";
import { neutralise } from "./neutralise.ts";
import { parsePromptTemplate } from "./parse-prompt-template.ts";
import type { PromptTemplate } from "./prompt-template.ts";

/** A prompt that tells what it can be asked for. */
export interface TemplatePrompt extends ListwisePrompt {
  /** Forms of the answer that it has words for. */
  readonly outputs: readonly PromptInput["output"][];
  /** Whether it has a place for an instruction; one without leaves the instruction out. */
  readonly takesInstruction: boolean;
}

/**
 * The prompt that a template describes. Query, passages and instruction are put in once and not looked at again, so a passage with
 * `{query}` in it is just that.
 *
 * @throws {RerankError} `invalid_config` for what `parsePromptTemplate` refuses; on rendering, `invalid_options` for a form of answer that it
 *   has no words for, or more passages than it takes
 *
 * @example
 * import { promptFromTemplate } from "secondpass/listwise";
 *
 * const prompt = promptFromTemplate({
 *   id: "mine/1",
 *   messages: [{ role: "user", content: "Query: {query}\n{passages}{output}" }],
 *   passage: "[{label}] {text}\n",
 *   output: { text: "Name the {ask} best." },
 * });
 * const passages = [{ label: "1", text: "See [7]." }, { label: "2", text: "{query}" }];
 * const call = { query: "rust", passages, ask: 1, output: "text", isRetry: false, nonce: "k7x2q9wd" };
 * prompt.render(call)[0].content; // => "Query: rust\n[1] See (7).\n[2] {query}\nName the 1 best."
 */
export function promptFromTemplate(template: PromptTemplate): TemplatePrompt {
  const { id, messages, output, harden = "all", passageWords, maxPassages } = parsePromptTemplate(template);
  const outputs = (["text", "json", "label"] as const).filter((form) => output[form] !== undefined);
  return {
    id,
    outputs,
    takesInstruction: template.instruction !== undefined,
    render(input) {
      const clause = output[input.output];
      if (clause === undefined) {
        throw new RerankError(
          "invalid_options",
          `prompt "${id}" cannot ask for output "${input.output}": it has ${outputs.join(", ")}`,
        );
      }
      if (input.passages.length > (maxPassages ?? Number.POSITIVE_INFINITY)) {
        throw new RerankError(
          "invalid_options",
          `prompt "${id}" takes ${maxPassages} passage at a time, not ${input.passages.length}`,
        );
      }
      const labels = input.passages.map(({ label }) => label);
      const harmless = (text: string) => makeHarmless(text, harden, { labels, nonce: input.nonce });
      const common = {
        query: harmless(input.query),
        count: String(labels.length),
        ask: String(input.ask),
        nonce: input.nonce,
      };
      const passages = input.passages.map(({ label, text }) => ({
        ...common,
        label,
        text: harmless(passageWords === undefined ? text : firstWords(text, passageWords)),
      }));
      const { instruction } = input;
      const whole = {
        ...common,
        passages: passages.map((values) => fill(template.passage ?? "", values)).join(""),
        output: fill(clause, common),
        instruction:
          instruction === undefined ? "" : fill(template.instruction ?? "", { ...common, instruction: harmless(instruction) }),
        retry: input.isRetry ? fill(template.retry ?? "", common) : "",
      };
      return messages.flatMap((entry): ChatMessage[] =>
        "each" in entry
          ? passages.flatMap((values) => entry.each.map(({ role, content }) => ({ role, content: fill(content, values) })))
          : [{ role: entry.role, content: fill(entry.content, whole) }],
      );
    },
  };
}

function fill(content: string, values: Readonly<Record<string, string>>): string {
  return content.replace(placeholder, (_, literal?: string, name?: string) => literal ?? values[name ?? ""] ?? "");
}

function makeHarmless(
  text: string,
  harden: "all" | "numbers" | "none",
  call: { labels: readonly string[]; nonce: string },
): string {
  if (harden === "all") return neutralise(text, call);
  return harden === "numbers" ? text.replace(/\[(\d+)\]/g, "($1)") : text;
}
