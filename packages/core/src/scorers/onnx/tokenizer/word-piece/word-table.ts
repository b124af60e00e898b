import { numberLetters } from "./ascii-classes.ts";

/** Reads the word that starts somewhere in a text, adds its ids to those before, and returns where it ends. */
export type ReadWord = (text: string, start: number, ids: number[]) => number;

// Three keys of five letters with six bits each, so that equal keys are equal words; those that are longer are few.
const mostLetters = 15;
const [keyLetters, letterBits] = [5, 6];

// Four numbers are a quarter of a cache line; all of them take 1 MB in each worker.
const slotSize = 4;
const slotBits = 16;
const slotMask = 2 ** slotBits - 1;
const mostWords = 2 ** slotBits * 0.75;

/**
 * Remembers the ids of ASCII words. A `Map` by word would need a string for each word that is read, which takes as long as everything
 * else together.
 *
 * @param piecesOf ids of a word that was not seen before, in lower case where that is asked for
 * @param lowercase whether upper case is lower case
 * @param readLong reads longer words
 */
export function createWordTable(
  piecesOf: (word: string) => readonly number[],
  lowercase: boolean,
  readLong: typeof piecesOf,
): ReadWord {
  const numbers = numberLetters(lowercase);
  // Of each word its keys and its id, or below 0 where its ids are in `several`.
  const slots = new Int32Array(slotSize * 2 ** slotBits);
  let several: (readonly number[])[] = [];
  let words = 0;

  function remember(slot: number, key0: number, key1: number, key2: number, ids: readonly number[]): void {
    if (words >= mostWords) {
      forget();
      return;
    }
    words++;
    slots[slot] = key0;
    slots[slot + 1] = key1;
    slots[slot + 2] = key2;
    slots[slot + 3] = ids.length === 1 ? (ids[0] as number) : -several.push(ids);
  }

  function forget(): void {
    slots.fill(0);
    several = [];
    words = 0;
  }

  return (text, start, ids) => {
    let key0 = 0;
    let key1 = 0;
    let key2 = 0;
    let end = start;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      const number = code < 128 ? (numbers[code] as number) : 0;
      if (number === 0) break;
      const length = end - start;
      if (length < keyLetters) key0 = (key0 << letterBits) | number;
      else if (length < 2 * keyLetters) key1 = (key1 << letterBits) | number;
      else key2 = (key2 << letterBits) | number;
    }
    if (end - start > mostLetters) {
      for (const id of readLong(text.slice(start, end))) ids.push(id);
      return end;
    }
    // The multipliers are odd and have no pattern; the upper bits of a product depend on all bits of what is multiplied.
    const hash = Math.imul(Math.imul(Math.imul(key0, 0x9e3779b1) ^ key1, 0x85ebca6b) ^ key2, 0xc2b2ae35);
    let index = hash >>> (32 - slotBits);
    for (let slot = index * slotSize; slots[slot] !== 0; slot = index * slotSize) {
      if (slots[slot] === key0 && slots[slot + 1] === key1 && slots[slot + 2] === key2) {
        const id = slots[slot + 3] as number;
        if (id >= 0) ids.push(id);
        else for (const piece of several[-id - 1] as readonly number[]) ids.push(piece);
        return end;
      }
      index = (index + 1) & slotMask;
    }
    const word = text.slice(start, end);
    const found = piecesOf(lowercase ? word.toLowerCase() : word);
    remember(index * slotSize, key0, key1, key2, found);
    for (const id of found) ids.push(id);
    return end;
  };
}
