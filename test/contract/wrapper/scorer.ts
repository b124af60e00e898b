import type { Scorer } from "secondpass";

/** A scorer that scores as it is told. */
export function scorer(score: Scorer["score"]): Scorer {
  const supports = { pointwise: true, abort: true, instructions: false };
  return { id: "test", scoreScale: "logit", supports, score, dispose: async () => {} };
}
