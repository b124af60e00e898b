import type { Reranker } from "../contract/index.ts";
import { forEachInTurns } from "../io/for-each-in-turns.ts";
import { type Bm25Options, createBm25 } from "../rank/index.ts";
import { rerankerFromScorer } from "./reranker-from-scorer.ts";

/**
 * BM25 over the candidates themselves: no index, no model, any language, Chinese and Japanese by character. An honest
 * baseline. A query that shares no word with any document leaves the first-stage order as it is.
 *
 * @example
 * import { createLexicalReranker } from "secondpass";
 *
 * const { results } = await createLexicalReranker().rerank("install rust", ["The weather in Paris", "Install Rust with rustup"]);
 * results[0].index; // => 1
 */
export function createLexicalReranker(options: Bm25Options = {}): Reranker {
  return rerankerFromScorer({
    id: "lexical",
    scoreScale: "similarity",
    fingerprint: JSON.stringify(["bm25", options.k1 ?? null, options.b ?? null]),
    // Document frequencies are those of the candidates, so a score depends on the others.
    supports: { pointwise: false, abort: true, instructions: false },
    async score(query, texts, { signal }) {
      const index = createBm25(query, options);
      await forEachInTurns(texts, signal, index.add);
      return { scores: index.scores() };
    },
    dispose: async () => {},
  });
}
