import MiniSearch from "minisearch";
import { words } from "secondpass/rank";
import { readCorpus } from "../files/read-corpus.ts";
import type { Run } from "../files/run.ts";

/**
 * A first stage where none is at hand: BM25 over title and text of the whole corpus, with MiniSearch. Words are taken as they
 * are, without stemming and stop words, in any script. The index of the corpus is held in memory, its texts are not.
 *
 * @param corpusFile `corpus.jsonl` of a BEIR collection, plain or gzipped
 * @param queries text by query id
 * @param depth documents for each query. Default: 100
 */
export async function bm25Run(corpusFile: string, queries: ReadonlyMap<string, string>, depth = 100): Promise<Run> {
  const index = new MiniSearch<{ id: string; text: string }>({
    fields: ["text"],
    tokenize: words,
    processTerm: (term) => term,
    searchOptions: { bm25: { k: 0.9, b: 0.4, d: 0 } },
  });
  for await (const { id, title, text } of readCorpus(corpusFile)) {
    // The first of two equal ids counts; which documents are wanted, and whether twice, is looked at when texts are read.
    if (!index.has(id)) index.add({ id, text: title ? `${title}. ${text}` : text });
  }
  return new Map(
    [...queries].map(([id, text]) => [
      id,
      index
        .search(text)
        .slice(0, depth)
        .map((found) => ({ id: found.id as string, score: found.score })),
    ]),
  );
}
