import { RerankError, type RerankErrorCode, type Reranker, rerankerFromScorer, type Scorer } from "secondpass";

/** A reranker that counts what it is asked, and scores a text by the first number in it. */
export function counting(id: string, own: Partial<Scorer> = {}): { reranker: Reranker; asked: string[][] } {
  const asked: string[][] = [];
  const reranker = rerankerFromScorer({
    id,
    scoreScale: "logit",
    supports: { pointwise: true, abort: true, instructions: false },
    fingerprint: "1",
    score: async (_, texts) => ({ scores: texts.map(numberIn) }),
    dispose: async () => {},
    ...own,
    ...(own.score && { score: own.score }),
  });
  const rerank: Reranker["rerank"] = (query, documents, options) => {
    asked.push(documents.map((document) => (typeof document === "string" ? document : document.text)));
    return reranker.rerank(query, documents, options);
  };
  return { reranker: { ...reranker, rerank }, asked };
}

/** A reranker that fails with an error, or whatever else it throws. */
export function failing(id: string, thrown: RerankErrorCode | Error, status?: number): Reranker {
  const error =
    typeof thrown === "string" ? new RerankError(thrown, `${id} has ${thrown}`, status === undefined ? {} : { status }) : thrown;
  return counting(id, { score: () => Promise.reject(error) }).reranker;
}

/** A reranker that never answers, whatever the signal or the deadline. */
export function hanging(id: string): Reranker {
  return { ...counting(id).reranker, rerank: () => new Promise(() => {}) };
}

/** Scores the first text at once and no other, ever. */
export function stuckAfterOne(id: string): Reranker {
  return counting(id, {
    score: (_, texts, { onScores }) => {
      onScores([0], [numberIn(texts[0] as string)]);
      return new Promise(() => {});
    },
  }).reranker;
}

function numberIn(text: string): number {
  return Number(/\d+/.exec(text)?.[0]);
}
