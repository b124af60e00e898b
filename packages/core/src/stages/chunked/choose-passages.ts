import { forEachInTurns } from "../../io/for-each-in-turns.ts";
import { createBm25 } from "../../rank/index.ts";

/** Which passages of a document are read where not all of them are. */
export type KeptPassages = "words" | "first";

export interface PassageLimits {
  /** Most passages of one document. */
  perDocument: number;
  /** Most passages of all documents together; each keeps one in any case. */
  perCall: number;
  /** `words` those that share most with the query, by BM25 among the passages of the document; `first` those that come first. */
  keep: KeptPassages;
}

/**
 * Chooses passages within limits. Where the limit of the call is reached, documents take turns: each its best, then each its second.
 *
 * @param texts of the passages of each document, in the document's order
 * @returns for each document the positions of those that are read, in the document's order
 */
export async function choosePassages(
  query: string,
  texts: readonly (readonly string[])[],
  { perDocument, perCall, keep }: PassageLimits,
  signal: AbortSignal,
): Promise<number[][]> {
  const all = texts.map((own) => own.map((_, position) => position));
  const total = all.reduce((sum, own) => sum + own.length, 0);
  if (total <= perCall && all.every(({ length }) => length <= perDocument)) return all;
  const preferred = keep === "first" ? all : await orderByWords(query, texts, signal);
  const chosen = preferred.map((): number[] => []);
  let left = perCall;
  for (let turn = 0; turn < perDocument && (turn === 0 || left > 0); turn++) {
    let isOver = true;
    preferred.forEach((own, at) => {
      const position = own[turn];
      if (position === undefined || (turn > 0 && left <= 0)) return;
      chosen[at]?.push(position);
      left--;
      isOver = false;
    });
    if (isOver) break;
  }
  return chosen.map((positions) => positions.sort((a, b) => a - b));
}

/** Each document's passages, those first that share most words with the query; other documents have no say in it. */
async function orderByWords(query: string, texts: readonly (readonly string[])[], signal: AbortSignal): Promise<number[][]> {
  const orders: number[][] = [];
  for (const own of texts) {
    const index = createBm25(query);
    await forEachInTurns(own, signal, index.add);
    const scores = index.scores();
    // A stable sort: of those that share as much the earlier one.
    orders.push(own.map((_, position) => position).sort((a, b) => (scores[b] as number) - (scores[a] as number)));
  }
  return orders;
}
