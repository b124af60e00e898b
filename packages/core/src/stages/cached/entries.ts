import * as v from "valibot";
import type { DroppedDocument, Passage, RankedDocument, Receipt, Truncation } from "../../contract/index.ts";

// Stores are shared, outlive versions of this package and break: what comes out of one is checked as any foreign answer is.
const finite = v.pipe(v.number(), v.finite());
const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const tokens = { keptTokens: index, totalTokens: index, estimated: v.optional(v.boolean()) };
const warnings = v.optional(v.array(v.object({ code: v.string(), message: v.string() })));
// The text is the document's own and is read from there again: a store needs to hold no text.
const passage = v.optional(v.object({ start: index, end: index, score: v.optional(finite) }));

/** What is kept of one document's score for one query. */
export interface PairEntry {
  score: number;
  probability?: number;
  truncated?: Omit<Truncation, "index">;
  passage?: PassagePlace;
  warnings?: StoredWarning[];
}

/** What is kept of one complete ranking. */
export interface ListEntry {
  results: ListedDocument[];
  dropped: DroppedDocument[];
  truncated: Truncation[];
  blend?: Receipt["blend"];
  feedback?: Receipt["feedback"];
  model?: Receipt["model"];
  warnings?: StoredWarning[];
}

export type PassagePlace = Omit<Passage, "text">;

interface ListedDocument extends Pick<RankedDocument, "index" | "score" | "probability" | "blended" | "feedback" | "stages"> {
  passage?: PassagePlace;
}

interface StoredWarning {
  code: string;
  message: string;
}

const pairSchema: v.GenericSchema<unknown, PairEntry> = v.object({
  score: finite,
  probability: v.optional(finite),
  truncated: v.optional(v.object(tokens)),
  passage,
  warnings,
});

const listSchema: v.GenericSchema<unknown, ListEntry> = v.object({
  results: v.array(
    v.object({
      index,
      score: v.optional(finite),
      probability: v.optional(finite),
      blended: v.optional(v.object({ model: finite, firstStage: finite })),
      feedback: v.optional(v.object({ before: finite, likeness: finite })),
      stages: v.optional(v.array(v.object({ reranker: v.string(), rank: index, score: v.optional(finite) }))),
      passage,
    }),
  ),
  dropped: v.array(v.object({ index, reason: v.picklist(["topN", "minScore", "duplicate", "gate"]) })),
  truncated: v.array(v.object({ index, ...tokens })),
  blend: v.optional(v.object({ weight: finite, with: v.picklist(["firstStage", "bm25"]) })),
  feedback: v.optional(v.object({ weight: finite })),
  model: v.optional(v.object({ id: v.string(), revision: v.string(), file: v.string() })),
  warnings,
});

/** The entry, or `undefined` for anything that is none. */
export function readPairEntry(value: unknown): PairEntry | undefined {
  const { success, output } = v.safeParse(pairSchema, value);
  return success ? output : undefined;
}

/** The entry of a ranking of so many documents, or `undefined` for anything that is none. */
export function readListEntry(value: unknown, documents: number): ListEntry | undefined {
  const { success, output } = v.safeParse(listSchema, value);
  if (!success) return undefined;
  const indexes = new Set([...output.results, ...output.dropped].map((item) => item.index));
  const isWhole = indexes.size === documents && output.results.length + output.dropped.length === documents;
  const isInRange = [...indexes, ...output.truncated.map((item) => item.index)].every((i) => i < documents);
  return isWhole && isInRange ? output : undefined;
}
