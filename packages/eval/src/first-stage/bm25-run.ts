import { forEachInTurns, withSignals } from "secondpass/adapter";
import { type Bm25Options, documentText, words } from "secondpass/rank";
import { readCorpus } from "../files/read-corpus.ts";
import type { Run } from "../files/run.ts";
import { createBestDocuments } from "./best-documents.ts";
import { countWords, createWordIndex, type WordIndex } from "./word-index.ts";

export interface Bm25RunOptions extends Bm25Options {
  signal?: AbortSignal;
}

/**
 * A first stage where none is at hand: BM25 over title and text of the whole corpus, by the same formula as the reranker `lexical`
 * over candidates. Words are taken as they are, without stemming and stop words, in any script. Of the corpus, ids are held in
 * memory and the places of the queries' words.
 *
 * @param corpusFile `corpus.jsonl` of a BEIR collection, plain or gzipped
 * @param queries text by query id
 * @param depth documents for each query. Default: 100
 * @throws {RerankError} `invalid_data` for a corpus that is missing or malformed. An abort rejects with the signal's reason.
 */
export async function bm25Run(
  corpusFile: string,
  queries: ReadonlyMap<string, string>,
  depth = 100,
  { signal, ...options }: Bm25RunOptions = {},
): Promise<Run> {
  const asked = [...queries].map(([id, text]) => ({ id, counts: countWords(words(text)) }));
  const index = createWordIndex(new Set(asked.flatMap(({ counts }) => [...counts.keys()])));
  const ids: string[] = [];
  for await (const document of readCorpus(corpusFile, signal)) {
    ids.push(document.id);
    index.add(words(documentText(document)));
  }
  const scoresOf = createBm25(index, options);
  const run: Run = new Map();
  const search = ({ id, counts }: { id: string; counts: ReadonlyMap<string, number> }) => {
    const best = createBestDocuments(depth);
    const scores = scoresOf(counts);
    for (let i = 0; i < scores.length; i++) {
      const score = scores[i] as number;
      if (score > 0) best.offer(ids[i] as string, score);
    }
    run.set(id, best.entries());
  };
  await withSignals([signal], (either) => forEachInTurns(asked, either, search));
  return run;
}

/** @returns scores of all documents for a query's words; the same array every time */
function createBm25(index: WordIndex, { k1 = 0.9, b = 0.4 }: Bm25Options) {
  const { lengths } = index;
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / lengths.length || 1;
  const norms = Float64Array.from(lengths, (length) => k1 * (1 - b + (b * length) / meanLength));
  const scores = new Float64Array(lengths.length);
  return (query: ReadonlyMap<string, number>): Float64Array => {
    scores.fill(0);
    for (const [word, times] of query) {
      const { length, documents, counts } = index.postings(word);
      const weight = times * Math.log(1 + (lengths.length - length + 0.5) / (length + 0.5));
      for (let i = 0; i < length; i++) {
        const document = documents[i] as number;
        const count = counts[i] as number;
        scores[document] = (scores[document] as number) + (weight * count) / (count + (norms[document] as number));
      }
    }
    return scores;
  };
}
