import type { FoldedText } from "./fold-text.ts";
import type { Edit } from "./label-brackets.ts";

// Repetitions are bounded and exclude the character that a match begins with: the time is linear in the text.
const tagNames = [
  "passages?|documents?|docs?|query|search[_-]?query|context|results?|instructions?|ranking|answer|think(?:ing)?|reasoning|analysis",
  "system(?:[_-]\\w{1,20})?|user|assistant|human|developer|model|tool(?:s|[_-]\\w{1,20})?|function(?:s|[_-]\\w{1,20})",
  "s|sys|inst|bos|eos|pad|unk|bos_token|eos_token|eod|sop|eop|start_of_\\w{1,20}|end_of_\\w{1,20}|extra_id_\\d{1,4}|unused\\d{1,4}",
].join("|");
const squareNames =
  "inst|sys|system_prompt|available_tools|tool_calls?|tool_results?|tool_content|args|call_id|gmask|smask|sop|rankstart|rankend|think";

const tag = new RegExp(
  `[<⟨]{1,3}\\s{0,8}/?\\s{0,8}(?:${tagNames})(?=\\d{0,4}(?:[^\\p{L}\\p{N}]|$))[^<>⟨⟩\\n]{0,200}[>⟩]{0,3}`,
  "giu",
);
const pipeToken = /[<⟨]\s{0,4}\|[^<>⟨⟩|\n]{1,80}\|?\s{0,4}[>⟩]|[<⟨][^<>⟨⟩|\s]{1,80}\|[>⟩]/gu;
const square = new RegExp(
  `\\[\\s{0,4}(?:/?\\s{0,4}(?:${squareNames})|/\\s{0,4}(?:${tagNames}))[^\\p{L}\\p{N}[\\]]{0,20}\\]`,
  "giu",
);
const role = /(?<=^|\n)[#>*_\- \t]{0,16}(?:human|assistant|system|user|developer|instruction|response)[*_ \t]{0,8}:/giu;

/** What a chat template, a role or a delimiter could be taken for, by kind and place in the view. */
export function findReservedTokens(view: string): { kind: "delimiter" | "role"; from: number; to: number }[] {
  const find = (pattern: RegExp, kind: "delimiter" | "role") =>
    [...view.matchAll(pattern)].map(({ 0: found, index }) => ({ kind, from: index, to: index + found.length }));
  return [...find(tag, "delimiter"), ...find(pipeToken, "role"), ...find(square, "role"), ...find(role, "role")];
}

/** Their brackets become parentheses, and the colon after a role a dash: `<|im_start|>` is `(|im_start|)`, `Human:` is `Human -`. */
export function editReservedTokens(folded: FoldedText): Edit[] {
  const { view, from, to } = folded;
  return findReservedTokens(view).flatMap((token) => {
    const edits: Edit[] = [];
    for (let at = token.from; at < token.to; at++) {
      const text = plainFor(view.charAt(at), at === token.to - 1);
      if (text !== undefined) edits.push({ from: from[at] as number, to: to[at] as number, text });
    }
    return edits;
  });
}

function plainFor(character: string, isLast: boolean): string | undefined {
  if ("<⟨[".includes(character)) return "(";
  if (">⟩]".includes(character)) return ")";
  return character === ":" && isLast ? " -" : undefined;
}
