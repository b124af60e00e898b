/** Texts without repeats, and where each of the original texts went. */
export interface UniqueTexts {
  unique: string[];
  /** For each original text its position in `unique`. */
  positions: number[];
}

/**
 * Equal texts have equal scores, so each is scored once; that also keeps their tie exact.
 *
 * @example
 * import { uniqueTexts } from "secondpass/rank";
 *
 * uniqueTexts(["a", "b", "a"]); // => { unique: ["a", "b"], positions: [0, 1, 0] }
 */
export function uniqueTexts(texts: readonly string[]): UniqueTexts {
  const known = new Map<string, number>();
  const positions = texts.map((text) => {
    const position = known.get(text) ?? known.size;
    known.set(text, position);
    return position;
  });
  return { unique: [...known.keys()], positions };
}
