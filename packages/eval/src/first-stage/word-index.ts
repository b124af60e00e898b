/** Where a word is: documents by number, rising, and how often it is in each. */
export interface Postings {
  readonly length: number;
  readonly documents: Uint32Array;
  readonly counts: Uint16Array;
}

/** Which documents have which of some words. */
export interface WordIndex {
  /** Words of each document, counted. */
  readonly lengths: readonly number[];
  /** @param words of the next document */
  add(words: readonly string[]): void;
  postings(word: string): Postings;
}

const mostCounted = 2 ** 16 - 1;
const nowhere: Postings = { length: 0, documents: new Uint32Array(), counts: new Uint16Array() };

/**
 * Makes an index of the words that will be asked for and no others, at six bytes for a word of a document: arrays of numbers,
 * since half a million documents as maps and objects take gigabytes.
 */
export function createWordIndex(wanted: ReadonlySet<string>): WordIndex {
  const lengths: number[] = [];
  const lists = new Map<string, PostingsList>();
  return {
    lengths,
    add(words) {
      const document = lengths.push(words.length) - 1;
      for (const [word, count] of countWords(words.filter((word) => wanted.has(word)))) {
        const list = lists.get(word) ?? createPostingsList();
        if (list.length === 0) lists.set(word, list);
        list.add(document, Math.min(count, mostCounted));
      }
    },
    postings: (word) => lists.get(word) ?? nowhere,
  };
}

export function countWords(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

interface PostingsList extends Postings {
  add(document: number, count: number): void;
}

function createPostingsList(): PostingsList {
  let length = 0;
  let documents = new Uint32Array(4);
  let counts = new Uint16Array(4);
  return {
    get length() {
      return length;
    },
    get documents() {
      return documents;
    },
    get counts() {
      return counts;
    },
    add(document, count) {
      if (length === documents.length) {
        documents = grown(documents, new Uint32Array(2 * length));
        counts = grown(counts, new Uint16Array(2 * length));
      }
      documents[length] = document;
      counts[length++] = count;
    },
  };
}

function grown<T extends Uint32Array | Uint16Array>(full: T, empty: T): T {
  empty.set(full);
  return empty;
}
