/** What a client handed over as the answer: a text to read, or data that is structured already. */
export interface Content {
  /** Of data, its JSON. */
  text: string;
  /** Arguments of a tool, structured output, a list of labels. Plain data. */
  value?: unknown;
  /** Whether the client marked it as a refusal. */
  isRefusal: boolean;
}

// Blocks in which a model thinks aloud; labels in them are not its answer.
const thinking = /thinking|reasoning/i;

const empty: Content = { text: "", isRefusal: false };

/** Takes the answer out of a string, content blocks, a list, an object or nothing. Never throws. */
export function readContent(content: unknown): Content {
  try {
    const found = read(content, 0);
    if (found.value === undefined) return found;
    // Written once: what is nested too deeply fails here or nowhere.
    const text = JSON.stringify(found.value);
    return { ...found, text, value: JSON.parse(text) };
  } catch {
    // Getters and proxies of other people's classes may throw, and objects go in circles; such a content says nothing.
    return empty;
  }
}

function read(content: unknown, depth: number): Content {
  if (typeof content === "string") return { text: content, isRefusal: false };
  if (typeof content === "number") return { text: String(content), isRefusal: false };
  if (typeof content !== "object" || content === null || depth > 3) return empty;
  if (Array.isArray(content)) return content.some(isBlock) ? readBlocks(content) : { ...empty, value: content };
  const { text, content: inner, refusal } = content as Record<string, unknown>;
  if (typeof refusal === "string" && refusal !== "") return { text: refusal, isRefusal: true };
  if (typeof text === "string") return { text, isRefusal: false };
  if (inner !== undefined) return read(inner, depth + 1);
  return { ...empty, value: content };
}

function isBlock(item: unknown): boolean {
  if (typeof item !== "object" || item === null) return false;
  // A ranked document may carry its text, too.
  return "type" in item || ("text" in item && !("id" in item || "index" in item));
}

function readBlocks(blocks: readonly unknown[]): Content {
  const texts: string[] = [];
  let value: unknown;
  let isRefusal = false;
  for (const block of blocks) {
    if (typeof block === "string") texts.push(block);
    if (typeof block !== "object" || block === null) continue;
    const { type, text, refusal, input, args, arguments: given } = block as Record<string, unknown>;
    if (typeof type === "string" && thinking.test(type)) continue;
    if (typeof text === "string") texts.push(text);
    if (typeof refusal === "string") {
      texts.push(refusal);
      isRefusal = true;
    }
    value ??= input ?? args ?? given;
  }
  const text = texts.join("\n");
  // A model that calls a tool often introduces the call in words; the call is the answer.
  if (value === undefined) return { text, isRefusal };
  return typeof value === "string" ? { text: value, isRefusal } : { text: "", value, isRefusal };
}
