import type { MockLlmBody, MockLlmOptions, MockPassage } from "./mock-llm-options.ts";

/** A prompt as the model reads it. */
export interface ReadPrompt {
  passages: MockPassage[];
  query: string;
  /** How many are asked for, where it says. */
  asked?: number;
  /** Whether it asks for grades rather than for a ranking. */
  wantsGrades: boolean;
}

// At the start of a line, and not the beginning of an example such as `[2] > [1]`.
const defaultLabel = /^[^\S\n]*\[(\w{1,8})\](?!\s*[>=,])[ \t:]*/gm;
const defaultQuery = /\bquery\s*:\s*(.+)|<query[\w-]*>\s*(.+)/gi;
const defaultAsked = /\b(?:top|best|first)\s+(\d+)\b|\b(\d+)\s+(?:most relevant|best)\b/gi;
const gradesWanted = /^\s*(?:grade|judge|rate)\s+(?:each|the)\b/im;
// What comes after the last document: a closing delimiter, the query again, the task again.
const afterLast = /\n\s*(?=<\/|<<|>>|[-=#*]{3,}|(search )?query\b|rank\b|the search query\b)/i;

/**
 * Finds the documents of a prompt: in one message or one message each, numbered at the start of a line. With a label twice,
 * the first one counts; for a model that believes what it reads, the last.
 */
export function findPassages({ messages = [] }: MockLlmBody, options: MockLlmOptions): ReadPrompt {
  const passages = new Map<string, string>();
  const rest: string[] = [];
  for (const message of messages) {
    if (message.role === "assistant") continue;
    const text = textOf(message.content);
    if (message.role !== "user") {
      rest.push(text);
      continue;
    }
    const found = [...text.matchAll(global(options.labels ?? defaultLabel))];
    rest.push(text.slice(0, found[0]?.index ?? text.length));
    for (const [i, match] of found.entries()) {
      const start = match.index + match[0].length;
      const part = text.slice(start, found[i + 1]?.index ?? text.length);
      const end = i === found.length - 1 ? (afterLast.exec(part)?.index ?? part.length) : part.length;
      const label = String(match[1]);
      if (options.obey || !passages.has(label)) passages.set(label, part.slice(0, end).trim());
      rest.push(part.slice(end));
    }
  }
  const outside = rest.join("\n");
  const query = (lastGroup(outside, options.query ?? defaultQuery) ?? "").trim().replace(/^["']|["'.]+$/g, "");
  // A query may well say "top 10".
  const task = query ? outside.replaceAll(query, "") : outside;
  const asked = lastGroup(task, options.asked ?? defaultAsked);
  return {
    passages: [...passages].map(([label, text]) => ({ label, text })),
    query,
    wantsGrades: gradesWanted.test(task),
    ...(asked !== undefined && { asked: Number(asked) }),
  };
}

/** The text of a message: a string, or blocks. */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((block: { text?: unknown }) => (typeof block.text === "string" ? block.text : "")).join("\n");
}

function lastGroup(text: string, pattern: RegExp): string | undefined {
  return [...text.matchAll(global(pattern))].at(-1)?.slice(1).find(Boolean);
}

function global(pattern: RegExp): RegExp {
  return pattern.global ? pattern : new RegExp(pattern.source, `${pattern.flags}g`);
}
