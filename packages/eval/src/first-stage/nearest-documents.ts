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
        (best[i] as BestDocuments).offer(id, product(queries[i] as Float32Array, vector));
      }
    },
    entries: () => best.map((one) => one.entries()),
  };
}

/** Four sums side by side: the processor need not wait for one addition before it begins the next. */
function product(a: Float32Array, b: Float32Array): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  const { length } = a;
  const whole = length - (length % 4);
  for (let i = 0; i < whole; i += 4) {
    first += (a[i] as number) * (b[i] as number);
    second += (a[i + 1] as number) * (b[i + 1] as number);
    third += (a[i + 2] as number) * (b[i + 2] as number);
    fourth += (a[i + 3] as number) * (b[i + 3] as number);
  }
  for (let i = whole; i < length; i++) first += (a[i] as number) * (b[i] as number);
  return first + second + (third + fourth);
}
