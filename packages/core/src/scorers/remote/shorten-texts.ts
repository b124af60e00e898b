import type { Truncation } from "../../contract/index.ts";
import { estimateTokens } from "../../rank/index.ts";

export interface ShortenedTexts {
  texts: string[];
  truncated: Truncation[];
}

// A little less than would just fit: characters stand for tokens unevenly.
const caution = 0.9;
// Shorter than this it is not the length that a provider minds.
const leastCharacters = 16;

/**
 * Cuts the longest of some texts so that they may fit: to the length that the provider told, else to half of the longest.
 *
 * @param told tokens of the longest pair and how many would fit, where the provider said so
 * @returns `undefined` where nothing is left to cut
 */
export function shortenTexts(
  texts: readonly string[],
  { tokens, limit }: { tokens?: number; limit?: number },
): ShortenedTexts | undefined {
  const longest = Math.max(...texts.map((text) => text.length));
  const share = tokens !== undefined && limit !== undefined && limit < tokens ? (limit / tokens) * caution : 0.5;
  const room = Math.max(leastCharacters, Math.floor(longest * share));
  if (room >= longest) return undefined;
  return cutTexts(texts, room);
}

/** Cuts every text that is longer than so many characters (UTF-16 units), between characters. */
export function cutTexts(texts: readonly string[], maxCharacters: number): ShortenedTexts {
  const truncated: Truncation[] = [];
  const cut = texts.map((text, index) => {
    if (text.length <= maxCharacters) return text;
    // Half of a surrogate pair is no character.
    const kept = text.slice(0, maxCharacters).replace(/[\uD800-\uDBFF]$/, "");
    truncated.push({ index, keptTokens: estimateTokens(kept), totalTokens: estimateTokens(text), estimated: true });
    return kept;
  });
  return { texts: cut, truncated };
}
