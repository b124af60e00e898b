import { type Reranker, rerankerFromScorer } from "secondpass";

/** Prefers short texts, and answers nobody before `release`. `waiting` resolves when `calls` of them wait. */
export function gatedReranker(calls: number): { reranker: Reranker; release: () => void; waiting: Promise<void> } {
  let release: () => void = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  let arrived: () => void = () => {};
  const waiting = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  let count = 0;
  const reranker = rerankerFromScorer({
    id: "gated",
    scoreScale: "logit",
    supports: { pointwise: true, abort: true, instructions: false },
    async score(_query, texts) {
      count += 1;
      if (count === calls) arrived();
      await gate;
      return { scores: texts.map((text) => -text.length) };
    },
    dispose: async () => {},
  });
  return { reranker, release, waiting };
}
