// Scripts written without spaces between words: every letter or digit is a word of its own. Their full stops are not.
const characterScript =
  /(?=[\p{L}\p{N}\p{M}])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*/u;
const word = new RegExp(
  `${characterScript.source}|[\\p{L}\\p{N}\\p{M}]+?(?=${characterScript.source}|[^\\p{L}\\p{N}\\p{M}]|$)`,
  "gu",
);

const beyondAscii = /[\u0080-\uffff]/;
const asciiWord = /[a-z0-9]+/g;

/**
 * The words of a text for lexical matching: lower case, accents folded, letters and digits of any script; Chinese, Japanese
 * and other scripts without word spaces by character.
 *
 * @example
 * import { words } from "secondpass/rank";
 *
 * words("Café-crème, 2nd"); // => ["cafe", "creme", "2nd"]
 * words("GPU の値段"); // => ["gpu", "の", "値", "段"]
 */
export function words(text: string): string[] {
  // The same words, sooner: nothing to fold, and no properties of characters to look up.
  if (!beyondAscii.test(text)) return text.toLowerCase().match(asciiWord) ?? [];
  // NFKD splits accents off letters, and full-width forms into plain ones; only Latin, Greek and Cyrillic accents are noise.
  const folded = text.normalize("NFKD").replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, "$1");
  return folded.normalize("NFC").toLowerCase().match(word) ?? [];
}
