import { cosine } from "../embeddings/cosine.ts";
import type { RunEntry } from "../files/run.ts";
import { type BestDocuments, createBestDocuments } from "./best-documents.ts";

/** The nearest documents of each query. */
export interface NearestDocuments {
  /** Compares one more document with all queries. */
  offer(id: string, vector: Float32Array): void;
  /** In the order of the queries. */
  entries(): RunEntry[][];
}

/** Documents go past the queries, which are fewer, so that no more than one of their vectors is needed at a time. */
export function createNearestDocuments(queries: readonly Float32Array[], depth: number): NearestDocuments {
  const best = queries.map(() => createBestDocuments(depth));
  return {
    offer(id, vector) {
      for (let i = 0; i < queries.length; i++) {
        (best[i] as BestDocuments).offer(id, cosine(queries[i] as Float32Array, vector));
      }
    },
    entries: () => best.map((one) => one.entries()),
  };
}
