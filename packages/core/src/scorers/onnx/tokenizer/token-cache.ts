/** Token ids of texts seen before. */
export interface TokenCache {
  /** Ids of a text, from the cache or from the tokenizer. Not to be changed by whoever gets them. */
  encode(text: string): readonly number[];
  /** Tokens that are kept now. */
  readonly size: number;
}

/**
 * Remembers the tokens of texts, the latest used. The same documents come back with every query on a subject, and for a small
 * model tokenising is a tenth of the work, or half where the package does it.
 *
 * @param maxTokens tokens kept; each takes eight bytes, and its text about half as much again. 0 keeps none.
 */
export function createTokenCache(encode: (text: string) => readonly number[], maxTokens: number): TokenCache {
  // A Map iterates in the order of insertion, so its first entry is the one not used for longest.
  const entries = new Map<string, readonly number[]>();
  let size = 0;

  function forget(): void {
    const [text, ids] = entries.entries().next().value as [string, readonly number[]];
    entries.delete(text);
    size -= ids.length;
  }

  return {
    encode(text) {
      const known = entries.get(text);
      if (known) {
        entries.delete(text);
        entries.set(text, known);
        return known;
      }
      const ids = encode(text);
      if (ids.length > maxTokens) return ids;
      while (size + ids.length > maxTokens) forget();
      entries.set(text, ids);
      size += ids.length;
      return ids;
    },
    get size() {
      return size;
    },
  };
}
