import { foldText } from "./fold-text.ts";

// No vowels, so that it is never a word; no digits or letters that look like others.
const alphabet = "bcdfghjkmnpqrstvwxz23456789";
const length = 8;

/**
 * A code for the delimiters of one call that occurs in none of its texts, however it might be disguised there.
 *
 * @param random from `seededRandom`; without a seed nobody who writes a document can know the code
 *
 * @example
 * import { makeNonce } from "secondpass/listwise";
 *
 * makeNonce(Math.random, ["a text"]).length; // => 8
 * makeNonce(() => 0.5, ["a text"]); // => "ssssssss"
 * makeNonce(() => 0.5, ["knows SSSSssss"]); // => "sssssssss"
 */
export function makeNonce(random: () => number, texts: readonly string[]): string {
  const folded = texts.map((text) => foldText(text).view.toLowerCase());
  // One character more each time, so that it ends whatever the texts hold and however random the numbers are.
  for (let size = length; ; size++) {
    const nonce = Array.from({ length: size }, () => alphabet[Math.floor(random() * alphabet.length)]).join("");
    if (!folded.some((text) => text.includes(nonce))) return nonce;
  }
}
