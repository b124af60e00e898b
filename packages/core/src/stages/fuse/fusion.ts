import type { DocumentInput, RerankDocument, Warning } from "../../contract/index.ts";
import type { ScoreNormalisation } from "../../rank/index.ts";

/** `rrf` looks at ranks only; the others at scores, made comparable as `fuseScores` of `secondpass/rank` says. */
export type FusionMethod = "rrf" | ScoreNormalisation;

export interface FuseOptions<D extends DocumentInput = DocumentInput> {
  /** Default: `rrf`, which needs no scores. */
  method?: FusionMethod;
  /** Of `rrf`: how little the first ranks stand out, at least 0. Default: 60. */
  k?: number;
  /** How much each list counts, in the order of the lists, at least 0; where lists have no `weight` of their own. Default: 1 each. */
  weights?: readonly number[];
  /** What names a document, in place of its `id`. Documents that it returns nothing for are known by their content. */
  key?: (document: D) => string | number | null | undefined;
}

/** What one retriever found, with what else there is to say of it. A bare array of documents is one as well. */
export interface FusionList<D extends DocumentInput = DocumentInput> {
  /** What `sources` calls it. Default: `list 1`, `list 2` ... */
  name?: string;
  /** Best first. */
  documents: readonly D[];
  /** How much it counts, at least 0. Default: 1. */
  weight?: number;
  /** Whether its scores are distances. Methods that look at scores refuse a list whose scores rise where it does not say so. Default: false. */
  lowerIsBetter?: boolean;
}

/** Where a list had a document. */
export interface FusedSource {
  list: string;
  /** 1-based, among the different documents of the list. */
  rank: number;
  /** The score that it came with, if one did. */
  score?: number;
}

/** A document of one list or more, as a candidate for `rerank`. */
export interface FusedDocument<D extends DocumentInput = DocumentInput> extends RerankDocument {
  /** The fused score, higher is better. */
  score: number;
  /** The lists that have it, in their order. */
  sources: FusedSource[];
  /** The very value that the first of these lists holds. */
  original: D;
}

export interface Fusion<D extends DocumentInput = DocumentInput> {
  /** Every document of every list once, best first. */
  documents: FusedDocument<D>[];
  warnings: Warning[];
}
