import type { Bm25Options } from "secondpass/rank";
import type { AnyEmbeddings } from "../embeddings/as-embedder.ts";
import type { Run } from "../files/run.ts";
import type { DenseRunOptions } from "./dense-run.ts";

/** BM25 over the whole corpus, made when it is needed: `{ bm25: {} }`. */
export interface Bm25FirstStage {
  bm25: Bm25Options;
}

/** The documents whose vectors are nearest, of the whole corpus, made when they are needed: `{ dense: embeddings }`. */
export interface DenseFirstStage extends Omit<DenseRunOptions, "depth" | "signal"> {
  dense: AnyEmbeddings;
}

/** What finds candidates: a TREC run's file, a run in memory, or how to make one. */
export type FirstStage = string | Run | Bm25FirstStage | DenseFirstStage;
