import { RerankError } from "../../../contract/index.ts";
import type { PromptTemplate } from "./prompt-template.ts";

/** `{word}`; `{{word}}` is a literal one. */
export const placeholder: RegExp = /\{(\{[a-zA-Z]+\})\}|\{([a-zA-Z]+)\}/g;

const anywhere = ["query", "count", "ask", "nonce"];
const inMessages = [...anywhere, "passages", "output", "instruction", "retry"];
const inPassage = [...anywhere, "label", "text"];

/** @throws {RerankError} `invalid_config` for a placeholder that does not exist where it stands, or one that is missing */
export function checkPlaceholders(template: PromptTemplate): void {
  const used = new Map<string, number>();
  const look = (at: string, content: string | undefined, known: readonly string[]) => {
    for (const name of placeholdersOf(content ?? "")) {
      if (!known.includes(name)) {
        refuse(
          template,
          `${at} holds {${name}}, which does not exist there: use {${known.join("}, {")}}, or {{${name}}} for the word`,
        );
      }
      const key = `${at.split(/[ .[]/)[0]} ${name}`;
      used.set(key, (used.get(key) ?? 0) + 1);
    }
  };
  let turns = 0;
  template.messages.forEach((entry, place) => {
    if (!("each" in entry)) look(`messages[${place}]`, entry.content, inMessages);
    else {
      turns++;
      for (const { content } of entry.each) look(`each in messages[${place}]`, content, inPassage);
    }
  });
  look("passage", template.passage, inPassage);
  look("instruction", template.instruction, [...anywhere, "instruction"]);
  look("retry", template.retry, anywhere);
  for (const [form, clause] of Object.entries(template.output)) look(`output.${form}`, clause, anywhere);

  const need = (place: string, name: string) => {
    if (!used.has(`${place} ${name}`)) refuse(template, `{${name}} is missing in ${place}`);
  };
  need("messages", "query");
  if ((used.get("messages passages") ?? 0) + turns !== 1) {
    refuse(template, "the passages must stand in it once: {passages} in one message, or one entry with each");
  }
  if (turns === 0 && template.passage === undefined) refuse(template, "passage is missing, the form of one passage");
  const form = turns === 0 ? "passage" : "each";
  need(form, "text");
  if (template.maxPassages !== 1) need(form, "label");
  need("messages", "output");
  if (Object.values(template.output).every((clause) => clause === undefined)) {
    refuse(template, "output needs a clause for text, json or label");
  }
  for (const clause of ["instruction", "retry"] as const) if (template[clause] !== undefined) need("messages", clause);
  if (template.instruction === undefined && used.has("messages instruction")) refuse(template, "instruction is missing");
  if (template.instruction !== undefined) need("instruction", "instruction");
}

function placeholdersOf(content: string): string[] {
  return [...content.matchAll(placeholder)].flatMap(([, , name]) => (name === undefined ? [] : [name]));
}

function refuse({ id }: PromptTemplate, problem: string): never {
  throw new RerankError("invalid_config", `prompt template "${id}": ${problem}`);
}
