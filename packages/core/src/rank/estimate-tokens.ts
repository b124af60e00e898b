/**
 * Tokens of a text, estimated without a tokenizer, rather too many than too few: a token has about four characters of
 * English, fewer in code and numbers, and outside ASCII a character may be a token of its own.
 *
 * @example
 * import { estimateTokens } from "secondpass/rank";
 *
 * estimateTokens("install rust"); // => 4
 * estimateTokens("安装"); // => 2
 */
export function estimateTokens(text: string): number {
  let beyondAscii = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) beyondAscii++;
  return Math.ceil((text.length - beyondAscii) / 3.5 + beyondAscii);
}
