/** A vector that says which words a text has: texts that share words are near each other. */
export function madeVector(text: string, dimensions = 64): number[] {
  const vector = Array<number>(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/\w+/g) ?? ["nothing"]) {
    let hash = 2166136261;
    for (const character of word) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619);
    // The low bits of such a hash are the best mixed ones.
    const place = (hash >>> 0) % dimensions;
    vector[place] = (vector[place] as number) + 1;
  }
  return vector;
}
