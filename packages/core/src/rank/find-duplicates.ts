import { isBlank } from "./is-blank.ts";
import { words } from "./words.ts";

/** An earlier text that a text repeats. */
export interface Duplicate {
  /** Its position. */
  of: number;
  /** How much they share, 0 to 1; 1 where they are the same text. */
  similarity: number;
}

// Three words in a row are seldom the same by chance, and a change of one word touches three of them only.
const shingleWords = 3;

/**
 * For each text the earlier one that it repeats, if there is one. Exact: the same characters but for case, white space and
 * compatibility forms. Near: Jaccard similarity of the sets of three words in a row (of all words, where a text has fewer), computed
 * exactly. A text is held against those that repeat none, so of a chain of small changes the far end may stay.
 * Texts without anything to read repeat nothing.
 * Broder, On the Resemblance and Containment of Documents, 1997.
 *
 * @param near least similarity of a near duplicate, above 0 to 1. Default: exact ones only
 *
 * @example
 * import { findDuplicates } from "secondpass/rank";
 *
 * findDuplicates(["Rust is a language.", "Iron", "rust  is a language."]); // => [undefined, undefined, { of: 0, similarity: 1 }]
 */
export function findDuplicates(texts: readonly string[], near?: number): (Duplicate | undefined)[] {
  const exact = new Map<string, number>();
  const nearest = near === undefined ? undefined : createShingleIndex();
  return texts.map((text, position) => {
    if (isBlank(text)) return undefined;
    const plain = text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
    const same = exact.get(plain);
    if (same !== undefined) return { of: same, similarity: 1 };
    const shingles = nearest && shinglesOf(plain);
    const found = shingles && nearest.find(shingles);
    if (found && found.similarity >= (near as number)) return found;
    exact.set(plain, position);
    if (shingles) nearest.add(position, shingles);
    return undefined;
  });
}

function shinglesOf(text: string): Set<string> {
  const all = words(text);
  if (all.length <= shingleWords) return new Set(all.length === 0 ? [] : [all.join(" ")]);
  return new Set(all.slice(shingleWords - 1).map((_, i) => all.slice(i, i + shingleWords).join(" ")));
}

/** Who has a shingle is looked up, so that only texts that share some are compared. */
function createShingleIndex() {
  const holders = new Map<string, number[]>();
  const sizes = new Map<number, number>();

  function find(shingles: ReadonlySet<string>): Duplicate | undefined {
    const shared = new Map<number, number>();
    for (const shingle of shingles) {
      for (const position of holders.get(shingle) ?? []) shared.set(position, (shared.get(position) ?? 0) + 1);
    }
    let best: Duplicate | undefined;
    for (const [of, count] of shared) {
      const similarity = count / (shingles.size + (sizes.get(of) as number) - count);
      if (!best || similarity > best.similarity || (similarity === best.similarity && of < best.of)) best = { of, similarity };
    }
    return best;
  }

  function add(position: number, shingles: ReadonlySet<string>): void {
    sizes.set(position, shingles.size);
    for (const shingle of shingles) {
      const known = holders.get(shingle);
      if (known) known.push(position);
      else holders.set(shingle, [position]);
    }
  }

  return { find, add };
}
