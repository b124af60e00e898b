import { estimateTokens } from "../../../rank/index.ts";

// A boundary is worth this much of the room: a whole sentence rather than a few words more.
const sentenceFrom = 0.6;
const wordFrom = 0.8;
const sentenceEnd = /[.!?](?=["')\]]*\s)|[。！？｡．]|\n/gu;
const space = /\s/gu;

/**
 * The beginning of a text, of at most `maxTokens` estimated tokens (`estimateTokens`): to the end of a sentence if one ends in the
 * last two fifths of the room, or else of a word in the last fifth, or else, in scripts without spaces, of a character. Never half a
 * surrogate pair, nor a letter without its marks.
 *
 * @param maxTokens at least 1
 *
 * @example
 * import { cutPassage } from "secondpass/listwise";
 *
 * cutPassage("Rust is a language. It is compiled. It has no garbage collector.", 13); // => "Rust is a language. It is compiled."
 * cutPassage("安装编译器", 3); // => "安装编"
 * cutPassage("short", 100); // => "short"
 */
export function cutPassage(text: string, maxTokens: number): string {
  const room = roomFor(text, maxTokens);
  if (room >= text.length) return text;
  const kept = text.slice(0, room);
  const sentence = lastEnd(`${kept}${text.slice(room, room + 2)}`, sentenceEnd, room);
  if (sentence >= room * sentenceFrom) return text.slice(0, sentence).trimEnd();
  const word = /\s/u.test(text.charAt(room)) ? room : lastEnd(kept, space, room);
  return text.slice(0, word >= room * wordFrom ? word : characterEnd(text, room)).trimEnd();
}

/** How many characters fit, by halving: the estimate never falls when a text grows. */
function roomFor(text: string, maxTokens: number): number {
  // No character is less than 1/3.5 of a token, so nothing beyond that fits; one look at a text of any length is enough.
  let most = Math.min(text.length, Math.ceil(maxTokens * 3.5));
  let least = 0;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (estimateTokens(text.slice(0, middle)) <= maxTokens) least = middle;
    else most = middle - 1;
  }
  return least;
}

function lastEnd(text: string, pattern: RegExp, most: number): number {
  let end = 0;
  for (const match of text.matchAll(pattern)) if (match.index + match[0].length <= most) end = match.index + match[0].length;
  return end;
}

/** Where the character ends that begins before `at`, or the one before it: marks, joiners and second halves stay with the first. */
function characterEnd(text: string, at: number): number {
  let end = at;
  // Sixteen characters hold any letter with its marks that is not made to be endless.
  for (let steps = 0; steps < 16 && end > 0; steps++) {
    const isHalf = /[\udc00-\udfff]/.test(text.charAt(end)) && /[\ud800-\udbff]/.test(text.charAt(end - 1));
    const next = String.fromCodePoint(text.codePointAt(end) ?? 32);
    const isJoined = /[\p{M}\p{Emoji_Modifier}\u200d]/u.test(next) || text.charAt(end - 1) === "\u200d";
    if (!isHalf && !isJoined) return end;
    end--;
  }
  return /[\udc00-\udfff]/.test(text.charAt(at)) && /[\ud800-\udbff]/.test(text.charAt(at - 1)) ? at - 1 : at;
}
