import type { DocumentInput, DropReason, RankedDocument, Receipt } from "../../contract/index.ts";
import type { FusedSource } from "../fuse/fusion.ts";

export interface ExplainOptions {
  /** What was reranked, in that order. With it documents that were dropped are shown with id, text and first-stage score. */
  documents?: readonly DocumentInput[];
  /** Where each document came from, by index in the input. Default: the `sources` that `fuse` wrote on it. */
  sources?: readonly (readonly FusedSource[] | undefined)[];
}

/** Why one document is where it is. */
export interface ExplainedDocument {
  /** 0-based position in the input. */
  index: number;
  id?: string;
  /** The first words that a reranker reads of it. */
  text?: string;
  /** 1-based position in the output; absent where it was dropped. */
  rank?: number;
  firstStage: { rank: number; score?: number };
  /** Places that it went up, below 0 down; absent where it was dropped. */
  move?: number;
  score?: number;
  probability?: number;
  blended?: RankedDocument["blended"];
  feedback?: RankedDocument["feedback"];
  sources?: FusedSource[];
  bestPassage?: RankedDocument["bestPassage"];
  /** Why it is not among the results. */
  dropped?: DropReason;
  /** Where it is a duplicate: index of the document that stands for it. */
  duplicateOf?: number;
  /** Tokens that were read, of those that it has, where it was cut. */
  truncated?: { keptTokens: number; totalTokens: number };
}

/** Why a ranking is as it is. Plain data. */
export interface Explanation {
  reranked: boolean;
  servedBy: string;
  reason?: string;
  /** The results, then what was dropped, each in its order. */
  documents: ExplainedDocument[];
  warnings: Receipt["warnings"];
}
