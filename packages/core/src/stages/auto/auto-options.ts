import type { Reranker } from "../../contract/index.ts";
import type { ModelTier } from "./model-tier.ts";

/** A reranker to choose from. */
export interface AutoModel {
  reranker: Reranker;
  /** Its size, for as long as nobody has measured it here. Default: by its place in the list: small, medium, then large. */
  tier?: ModelTier;
  /** Most documents that it is to read, at least 1, as for a listwise one. Default: all. */
  maxDepth?: number;
}

export interface AutoOptions {
  /** Milliseconds for a call, above 0. A call's own smaller `deadlineMs` wins. */
  budgetMs: number;
  /** Fewer documents than so many are not worth a call of a model, at least 1. Default: 10. */
  minDepth?: number;
  /** Candidates that are read at most, from the top, at least 1; the rest keep their order below. Default: 200. */
  maxDepth?: number;
  /** As in `cascade`. Default: `throw`. */
  onStageError?: "throw" | "keep";
  /** Folder in which measured times are kept for the next process, or `false`. Default: `secondpass/times` in the cache folder. */
  keepIn?: string | false;
}

/** What was measured of a model on this machine. */
export interface MeasuredTime {
  reranker: string;
  /** Of every call. */
  fixedMs: number;
  /** Of query and document together, estimated by their characters. */
  msPer100Tokens: number;
  /** Calls that were measured. */
  calls: number;
}

/** A reranker that chooses among others. */
export interface AutoReranker extends Reranker {
  /** What is known so far, of models that were measured. */
  measured(): MeasuredTime[];
  /** Measures models that were never measured here, by three calls each: with a provider over HTTP they cost what calls cost. */
  warmUp(options?: { signal?: AbortSignal }): Promise<void>;
}
