import type { DocumentInput } from "./document.ts";
import type { Receipt } from "./receipt.ts";

/** The answer to one call. */
export interface Ranking<D extends DocumentInput = DocumentInput> {
  /** Best first, at most `topN` of them. */
  results: RankedDocument<D>[];
  /** What was left out and why. `results` and `dropped` together are the input, always. */
  dropped: DroppedDocument[];
  receipt: Receipt;
}

/** One result. */
export interface RankedDocument<D extends DocumentInput = DocumentInput> {
  /** 0-based position in the input. */
  index: number;
  /** 1-based position in the output. */
  rank: number;
  /** Raw score on the reranker's `scoreScale`; absent when the document was not scored or the scale is `rank`. */
  score?: number;
  /** Calibrated probability of relevance, only where there is a calibration artefact. */
  probability?: number;
  /** The very value that was passed in. */
  document: D;
  firstStage: FirstStage;
  /** Where `score` is a blend: the two raw scores it was made of. */
  blended?: { model: number; firstStage: number };
  /** Where likeness to the best counts: the score before, and the likeness, from 0, nothing in common, to 1, the same words. */
  feedback?: { before: number; likeness: number };
  /** Where several rerankers looked one after the other: what each that read it made of it. */
  stages?: StageResult[];
  /** The best passage of a document that was read in several. */
  bestPassage?: Passage;
}

/** Part of a document's text. */
export interface Passage {
  /** `text.slice(start, end)` of the document's text; its title is no part of it. */
  text: string;
  /** Offsets into the text in UTF-16 units. */
  start: number;
  end: number;
  /** The passage's own score on the scale of the reranker that read it, before anything is blended; absent on the scale `rank`. */
  score?: number;
}

/** Where one stage of a cascade had put a document. Scores of two stages are on two scales. */
export interface StageResult {
  /** `id` of the stage's reranker. */
  reranker: string;
  /** 1-based position in the order after the stage. */
  rank: number;
  score?: number;
}

/** Where the first stage had put a document. */
export interface FirstStage {
  /** 1-based position in the input. */
  rank: number;
  /** The score that came with the document, if one did. */
  score?: number;
}

export interface DroppedDocument {
  /** 0-based position in the input. */
  index: number;
  reason: DropReason;
  /** Where it is a duplicate: 0-based position in the input of the document that stands for it. */
  duplicateOf?: number;
}

export type DropReason = "topN" | "minScore" | "duplicate" | "gate";
