import type { FoldedText } from "./fold-text.ts";
import type { Edit } from "./label-brackets.ts";

// Repetitions are bounded and exclude the character that a match begins with: the time is linear in the text.
const tagNames = [
  "passages?|documents?|docs?|query|search[_-]?query|context|results?|instructions?|ranking|answer|think(?:ing)?|reasoning|analysis",
  "system(?:[_-]\\w{1,20})?|user|assistant|human|developer|model|tool(?:s|[_-]\\w{1,20})?|function(?:s|[_-]\\w{1,20})",
  "inst|bos|eos|pad|unk|bos_token|eos_token|eod|sop|eop|start_of_\\w{1,20}|end_of_\\w{1,20}|extra_id_\\d{1,4}|unused\\d{1,4}",
].join("|");
const shortNames = "s|sys";
const squareNames =
  "inst|sys|system_prompt|available_tools|tool_calls?|tool_results?|tool_content|args|call_id|gmask|smask|sop|rankstart|rankend|think";

const end = "(?=\\d{0,4}(?:[^\\p{L}\\p{N}]|$))";
// No bracket of any kind: what is done to a label inside, or to another token, must not make one of what was none.
const inside = "[^<>⟨⟩()[\\]{}\\n]{0,200}";
const tag = new RegExp(`[<⟨]{1,3}/?(?:${tagNames}|${shortNames})${end}(?:${inside}[>⟩]{1,3})?`, "giu");
// With space inside it is a tag only if it ends like one: "a < context" compares.
const spacedTag = new RegExp(`[<⟨]{1,3}(?:\\s{1,8}/?\\s{0,8}|/\\s{1,8})(?:${tagNames})${end}${inside}[>⟩]{1,3}`, "giu");
const pipeToken = /[<⟨]\s{0,4}\|[^<>⟨⟩()[\]{}|\n]{1,80}\|?\s{0,4}[>⟩]|[<⟨][^<>⟨⟩()[\]{}|\s]{1,80}\|[>⟩]/gu;
const square = new RegExp(
  `\\[\\s{0,4}(?:/?\\s{0,4}(?:${squareNames})|/\\s{0,4}(?:${tagNames}))[^\\p{L}\\p{N}[\\]]{0,20}\\]`,
  "giu",
);
const role = /(?<=^|\n)[#>*_\- \t]{0,16}(?:human|assistant|system|user|developer|instruction|response)[*_ \t]{0,8}:/giu;

/** What a chat template, a role or a delimiter could be taken for, by kind and place in the view. */
export function findReservedTokens(view: string): { kind: "delimiter" | "role"; from: number; to: number }[] {
  const find = (pattern: RegExp, kind: "delimiter" | "role") =>
    [...view.matchAll(pattern)].map(({ 0: found, index }) => ({ kind, from: index, to: index + found.length }));
  return [
    ...find(tag, "delimiter"),
    ...find(spacedTag, "delimiter"),
    ...find(pipeToken, "role"),
    ...find(square, "role"),
    ...find(role, "role"),
  ];
}

/** Their brackets become parentheses, and the colon after a role a dash: `<|im_start|>` is `(|im_start|)`, `Human:` is `Human -`. */
export function editReservedTokens({ view, from, to }: FoldedText): Edit[] {
  return findReservedTokens(view).flatMap((token) => {
    const found = view.slice(token.from, token.to);
    const replace = (at: number, text: string): Edit => ({ from: from[at] as number, to: to[at] as number, text });
    if (found.endsWith(":")) return [replace(token.to - 1, " -")];
    // What stands between its brackets is text: a tag may go on for a line.
    const opening = /^[<⟨]+|^\[/u.exec(found)?.[0].length ?? 0;
    const closing = found.startsWith("[") ? 1 : (/[>⟩]+$/u.exec(found)?.[0].length ?? 0);
    return [
      ...Array.from({ length: opening }, (_, i) => replace(token.from + i, "(")),
      ...Array.from({ length: closing }, (_, i) => replace(token.to - closing + i, ")")),
    ];
  });
}
