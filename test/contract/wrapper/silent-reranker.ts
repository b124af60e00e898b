import { type Reranker, rerankerFromScorer } from "secondpass";
import { scorer } from "./scorer.ts";

/** A reranker that never answers, and the signal of its first call as soon as there is one. */
export function silentReranker(): { reranker: Reranker; asked: Promise<AbortSignal> } {
  let resolve: (signal: AbortSignal) => void;
  const asked = new Promise<AbortSignal>((onAsked) => {
    resolve = onAsked;
  });
  const reranker = rerankerFromScorer(
    scorer((_query, _texts, { signal }) => {
      resolve(signal);
      return new Promise(() => {});
    }),
  );
  return { reranker, asked };
}
