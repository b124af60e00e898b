import type { Statement } from "./format-answer.ts";

/** A ranking as an answer states it. */
export function stateRanking(labels: readonly string[]): Statement {
  return {
    pieces: labels.map((label) => `[${label}]`),
    joint: " > ",
    again: `[${labels[0]}]`,
    opening: `Here are the ${labels.length} passages, ranked by relevance to the query:`,
    closing: `Passage [${labels[0]}] answers it best, passages 1 and 2 less so. I hope this helps!`,
    thought: `The query is clear. Passage [${labels.at(-1)}] is off topic, and [2] > [1] would be too simple. 20 passages are many.`,
    data: (schema) => fill(schema, labels),
  };
}

interface Schema {
  properties?: Record<string, { type?: string; items?: { type?: string } }>;
}

/** The ranking under the first list of a schema, in the type of its items. */
function fill(schema: unknown, labels: readonly string[]): Record<string, unknown> {
  const [name, list] =
    Object.entries((schema as Schema | undefined)?.properties ?? {}).find(([, { type }]) => type === "array") ?? [];
  const isNumeric = list?.items?.type === "integer" || list?.items?.type === "number";
  return { [name ?? "ranking"]: isNumeric ? labels.map(Number) : labels };
}
