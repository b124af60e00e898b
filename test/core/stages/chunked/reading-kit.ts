import { type Reranker, rerankerFromScorer, type Scorer } from "secondpass";

/** What was sent to be read, call by call. */
export interface Reader {
  reranker: Reranker;
  asked: string[][];
}

const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean);

/** The largest number in a text. */
export function largestNumber(text: string): number {
  return Math.max(0, ...(text.match(/\d+(?:\.\d+)?/g) ?? []).map(Number));
}

/**
 * A reranker with a window of so many words, special tokens aside, in which the query has its place: it scores a text by the largest
 * number that it reads in it, and cuts off what does not fit.
 */
export function reader(window: number, own: Partial<Scorer> = {}): Reader {
  const asked: string[][] = [];
  const roomBeside = (query: string) => Math.max(window - wordsOf(query).length, Math.ceil(window / 2));
  const reranker = rerankerFromScorer({
    id: "reader",
    scoreScale: "similarity",
    supports: { pointwise: true, abort: true, instructions: false, maxTokens: window },
    fingerprint: `reads ${window} words`,
    async score(query, texts) {
      asked.push([...texts]);
      const room = roomBeside(query);
      return {
        scores: texts.map((text) => largestNumber(wordsOf(text).slice(0, room).join(" "))),
        truncated: texts.flatMap((text, index) => {
          const totalTokens = wordsOf(text).length;
          return totalTokens > room ? [{ index, keptTokens: room, totalTokens }] : [];
        }),
      };
    },
    measureTokens: async (query, texts) => ({ tokens: texts.map((text) => wordsOf(text).length), room: roomBeside(query) }),
    dispose: async () => {},
    ...own,
  });
  return { reranker, asked };
}

/** Sentences of four words each, one for each number. */
export function sentences(...numbers: readonly (number | string)[]): string {
  return numbers.map((number) => `We have measured ${number}.`).join(" ");
}
