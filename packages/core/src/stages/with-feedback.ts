import type { Reranker } from "../contract/index.ts";
import { areEqual, blendScores, createWordSimilarity, likenessToBest } from "../rank/index.ts";
import { mixIn } from "./mix-in.ts";
import { readInTime } from "./read-in-time.ts";

export interface FeedbackOptions {
  /** Share of the likeness to the best in the final order, 0 (none) to 1 (nothing else). */
  weight: number;
}

/**
 * Lets the best documents speak for those that are like them: pseudo-relevance feedback over the candidates, after the reranker and without
 * another call of it. What is alike is told by the words of the documents. Likeness is z-normalised over the candidates, and the result written
 * on the reranker's own scale. It helps where several documents answer a query, and can harm where one does and its neighbours do not.
 * After Rocchio, Relevance Feedback in Information Retrieval, 1971, and Diaz, Regularizing Ad Hoc Retrieval Scores, CIKM 2005.
 *
 * @example
 * import { createLexicalReranker, withFeedback } from "secondpass";
 *
 * const reranker = withFeedback(createLexicalReranker(), { weight: 0.2 });
 * const { results, receipt } = await reranker.rerank("install rust", [
 *   "Iron oxide is called rust.",
 *   "Install Rust with rustup, the toolchain manager.",
 *   "A toolchain manager keeps compilers up to date.",
 * ]);
 * results.map(({ index }) => index); // => [1, 0, 2]
 * receipt.feedback; // => { weight: 0.2 }
 */
export function withFeedback(reranker: Reranker, { weight }: FeedbackOptions): Reranker {
  return mixIn(reranker, {
    name: `fed back ${weight}`,
    async read(_query, _documents, { texts }, options) {
      const index = createWordSimilarity();
      return (await readInTime(texts, options, index.add)) ? { similarity: index.similarity(), warnings: [] } : undefined;
    },
    mix({ similarity }, own, places) {
      const likeness = likenessToBest(own, (a, b) => similarity(places[a] as number, places[b] as number));
      return {
        // Where all are equally alike, as two documents are, there is nothing to add.
        scores: areEqual(likeness) ? own : blendScores(own, likeness, weight),
        parts: own.map((before, i) => ({ feedback: { before, likeness: likeness[i] as number } })),
        receipt: { feedback: { weight } },
      };
    },
  });
}
