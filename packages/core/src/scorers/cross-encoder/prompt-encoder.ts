import { RerankError } from "../../contract/index.ts";
import type { TextTokenizer } from "../onnx/tokenizer/text-tokenizer.ts";
import type { PairEncoder, WindowedPair } from "./encode-pairs.ts";
import type { PromptTemplate } from "./prompt-templates.ts";

// As the published code of these models has it: a longer query would leave too little of the document.
const queryShare = 3 / 4;

/**
 * Puts query and document into a prompt. Only they are ever cut: the document at its end, and a query that alone takes three
 * quarters of the room. The question at the end of the prompt stays whole, without it the answer would mean nothing.
 *
 * @throws {RerankError} `invalid_config` when the prompt alone fills the window
 */
export function createPromptEncoder(
  tokenizer: Pick<TextTokenizer, "encode">,
  template: Pick<PromptTemplate, "parts" | "instruction">,
  maxTokens: number,
): (query: string) => PairEncoder {
  const parts = fillInstruction(template);
  const at = parts.findIndex((part) => part.includes(document));
  const encodeAll = (texts: readonly string[]) => texts.flatMap((text) => tokenizer.encode(text));
  const ending = encodeAll(parts.slice(at + 1));
  const beginning = (query: string) => parts.slice(0, at).map((part) => fill(part, query));
  // What the document follows in its own part.
  const lead = (query: string) => fill((parts[at] as string).slice(0, -document.length), query);
  const lengthBefore = (query: string) => encodeAll([...beginning(query), lead(query).trimEnd()]).length;
  const room = maxTokens - ending.length - lengthBefore("");
  if (room < 2) {
    throw new RerankError("invalid_config", `maxTokens ${maxTokens} leaves no room for a query and a document in this prompt`);
  }
  const mostBefore = lengthBefore("") + Math.floor(room * queryShare);

  return (query) => {
    const kept = shorten(query, (text) => lengthBefore(text) <= mostBefore);
    const before = encodeAll(beginning(kept));
    const leadText = lead(kept);
    const leadLength = lengthBefore(kept) - before.length;
    const most = maxTokens - before.length - ending.length;

    function encodePair(text: string): WindowedPair {
      const ids = tokenizer.encode(leadText + text);
      const all = [...before, ...ids.slice(0, most), ...ending];
      return {
        ids: all,
        typeIds: all.map(() => 0),
        keptTokens: Math.max(0, Math.min(ids.length, most) - leadLength),
        totalTokens: Math.max(0, ids.length - leadLength),
        queryTruncated: kept.length < query.length,
      };
    }

    return Object.assign(encodePair, { room: most - leadLength });
  };
}

/**
 * Refuses parts that cannot be filled.
 *
 * @throws {RerankError} `invalid_config`
 */
export function checkPromptParts(parts: readonly string[]): void {
  const holders = parts.filter((part) => part.includes(document));
  const count = (text: string) => parts.join("").split(text).length - 1;
  const hasBoth = count(document) === 1 && count(query) === 1;
  const at = parts.findIndex((part) => part.includes(document));
  const isQueryFirst = parts.findIndex((part) => part.includes(query)) <= at;
  if (hasBoth && isQueryFirst && holders[0]?.endsWith(document)) return;
  throw new RerankError(
    "invalid_config",
    `template must name ${query} once, and after it ${document} once, at the end of its part; got ${JSON.stringify(parts)}`,
  );
}

const query = "{query}";
const document = "{document}";

// Not String.replace with the text as it is: a query may hold `$&`.
function fill(part: string, text: string): string {
  return part.split(query).join(text);
}

function fillInstruction({ parts, instruction = "" }: Pick<PromptTemplate, "parts" | "instruction">): string[] {
  return parts.map((part) => part.split("{instruction}").join(instruction));
}

/** The longest beginning of a text that fits, to the code point. */
function shorten(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  const characters = Array.from(text);
  let [low, high] = [0, characters.length];
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (fits(characters.slice(0, middle).join(""))) low = middle;
    else high = middle;
  }
  return characters.slice(0, low).join("");
}
