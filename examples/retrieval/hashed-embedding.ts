import { words } from "secondpass/rank";

const dimensions = 512;

/**
 * A vector for a text without a model: its words and their runs of three letters, hashed into 512 places with a sign each (feature hashing,
 * Weinberger et al. 2009). Related word forms come near each other, related meanings do not: in an application this is your embedding model.
 */
export function hashedEmbedding(text: string): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of words(text)) {
    const runs = [...word.slice(2)].map((_, i) => word.slice(i, i + 3));
    for (const feature of [`word ${word}`, ...runs]) {
      const hash = hashOf(feature);
      vector[hash % dimensions] = (vector[hash % dimensions] as number) + (hash >= 2 ** 31 ? 1 : -1);
    }
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) as number), 0x01000193);
  return hash >>> 0;
}
