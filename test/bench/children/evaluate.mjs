// @secondpass/eval as its users call it, and MiniSearch, on a collection of many documents.
import { bm25Run, compareRuns, denseRun, evaluate, openCollection, readCorpus } from "@secondpass/eval";
import MiniSearch from "minisearch";
import { words } from "secondpass/rank";
import { serve, timed } from "./serve.mjs";

/** Embeddings that cost next to nothing: a few places of a vector by the words of the text. What is measured is what is done with them. */
function madeEmbeddings(dimensions) {
  const vectorOf = (text) => {
    const vector = new Float32Array(dimensions);
    for (const word of text.split(" ")) {
      let hash = 0;
      for (let i = 0; i < word.length; i++) hash = (hash * 31 + word.charCodeAt(i)) | 0;
      vector[(hash >>> 0) % dimensions] += 1;
    }
    return vector;
  };
  return { embedQuery: async (text) => vectorOf(text), embedDocuments: async (texts) => texts.map(vectorOf) };
}

async function firstQueries(folder, count) {
  const { corpusFile, queries } = await openCollection(folder);
  return { corpusFile, queries: new Map([...queries].slice(0, count)) };
}

serve({
  async evaluate({ options }) {
    const { ms, value } = await timed(() => evaluate(options));
    const { queries, baseline, reranked, msPerQuery } = value;
    return { ms, queries, baseline, reranked, msPerQuery };
  },

  async compare({ options }) {
    const { ms, value } = await timed(() => compareRuns(options));
    return { ms, queries: value.queries };
  },

  async bm25({ folder, count }) {
    const { corpusFile, queries } = await firstQueries(folder, count);
    const { ms, value } = await timed(() => bm25Run(corpusFile, queries));
    return { ms, queries: value.size };
  },

  async dense({ folder, count, dimensions }) {
    const { corpusFile, queries } = await firstQueries(folder, count);
    const { ms, value } = await timed(() => denseRun(corpusFile, queries, madeEmbeddings(dimensions)));
    return { ms, queries: value.size };
  },

  /** The same with MiniSearch, told which words will be asked for, so that it keeps no others. */
  async miniSearch({ folder, count, documents }) {
    const { corpusFile, queries } = await firstQueries(folder, count);
    const asked = new Set([...queries.values()].flatMap(words));
    const index = new MiniSearch({
      fields: ["text"],
      tokenize: words,
      processTerm: (word) => (asked.has(word) ? word : null),
      searchOptions: { bm25: { k: 0.9, b: 0.4, d: 0 } },
    });
    const { ms } = await timed(async () => {
      for await (const { id, title, text } of readCorpus(corpusFile)) {
        index.add({ id, text: `${title}. ${text}` });
        if (index.documentCount === documents) break;
      }
      for (const text of queries.values()) index.search(text).slice(0, 100);
    });
    return { ms, queries: queries.size };
  },
});
