import { words } from "secondpass/rank";

/** Ways to divide queries that need nothing but their text, and for `rareTerm` the corpus. */
export type DerivedStrata = "length" | "question" | "number" | "rareTerm";

export const derivedStrata: readonly DerivedStrata[] = ["length", "question", "number", "rareTerm"];

const questionWords = new Set([
  "what",
  "who",
  "whom",
  "whose",
  "which",
  "when",
  "where",
  "why",
  "how",
  "is",
  "are",
  "does",
  "do",
  "can",
]);
/** A word is rare where at most one document of a thousand has it; one document may always have it. */
const rareShare = 1 / 1000;

/** In how many documents each word of the queries is, and how many documents there are. */
export interface WordFrequencies {
  documents: number;
  counts: ReadonlyMap<string, number>;
}

/**
 * The stratum of a query.
 *
 * @param frequencies needed for `rareTerm`
 */
export function stratumOf(by: DerivedStrata, query: string, frequencies?: WordFrequencies): string {
  const list = words(query);
  switch (by) {
    case "length":
      return list.length <= 4 ? "1-4 words" : list.length <= 8 ? "5-8 words" : list.length <= 14 ? "9-14 words" : "15+ words";
    case "question":
      return query.trimEnd().endsWith("?") || questionWords.has(list[0] ?? "") ? "question" : "no question";
    case "number":
      return /\p{N}/u.test(query) ? "has a number" : "no number";
    case "rareTerm": {
      const most = Math.max(1, (frequencies?.documents ?? 0) * rareShare);
      const isRare = list.some((word) => (frequencies?.counts.get(word) ?? 0) <= most);
      return isRare ? "has a rare word" : "no rare word";
    }
  }
}

/** Counts documents that have the words of some queries; documents come one at a time. */
export function countWords(queries: Iterable<string>): { add(text: string): void; frequencies: WordFrequencies } {
  const wanted = new Set([...queries].flatMap(words));
  const counts = new Map<string, number>();
  const frequencies = { documents: 0, counts };
  return {
    add(text) {
      frequencies.documents++;
      for (const word of new Set(words(text))) {
        if (wanted.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    },
    frequencies,
  };
}
