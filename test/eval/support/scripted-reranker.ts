import { type Reranker, rerankerFromScorer, type Usage } from "secondpass";

export interface ScriptedReranker {
  reranker: Reranker;
  /** Queries that were scored, with how many documents. */
  calls: { query: string; documents: number }[];
  /** Most calls in flight at a time. */
  mostAtOnce: number;
  disposed: number;
}

export interface Script {
  id?: string;
  usage?: Partial<Usage>;
  /** Throws or waits before the n-th call, from 0. */
  before?: (call: number, signal: AbortSignal) => Promise<void>;
}

/** Puts documents that share the most words with the query on top, and keeps a record of its calls. */
export function scriptedReranker({ id = "scripted", usage, before }: Script = {}): ScriptedReranker {
  let atOnce = 0;
  const record: ScriptedReranker = {
    calls: [],
    mostAtOnce: 0,
    disposed: 0,
    reranker: rerankerFromScorer({
      id,
      scoreScale: "similarity",
      supports: { pointwise: true, abort: true, instructions: false },
      async score(query, texts, { signal }) {
        const call = record.calls.push({ query, documents: texts.length }) - 1;
        record.mostAtOnce = Math.max(record.mostAtOnce, ++atOnce);
        try {
          await before?.(call, signal);
        } finally {
          atOnce--;
        }
        const words = new Set(query.split(" "));
        const scores = texts.map((text) => text.split(/\W+/).filter((word) => words.has(word)).length);
        return { scores, ...(usage && { usage }) };
      },
      dispose: async () => {
        record.disposed++;
      },
    }),
  };
  return record;
}
