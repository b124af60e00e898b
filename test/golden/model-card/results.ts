import type { Delta } from "@secondpass/eval";

/** What `npm run -s measure` found, as `results.json` holds it. */
export interface Results {
  metric: string;
  /** Candidates reranked for each query. */
  depth: number;
  /** Of model.onnx, so that nobody reads the figures of other weights. */
  sha256: string;
  collections: CollectionResult[];
}

/** One collection over its BM25 run. */
export interface CollectionResult {
  name: string;
  queries: number;
  /** In the order of the run. */
  bm25: number;
  /** `blend: 0`. */
  alone: RerankedResult;
  /** The blend that the bundled model's `model.json` asks for. */
  blended: RerankedResult;
  /** The feedback besides that it asks for, which is what `local` does. */
  local: RerankedResult;
  /** Median milliseconds of `local` to rerank 100 documents, tokenising included, with one worker of one thread. */
  msPer100Documents: number;
}

/** An order of a reranker, and how it differs from the run. */
export interface RerankedResult extends Pick<Delta, "ci95" | "wins" | "losses"> {
  mean: number;
  difference: number;
}
