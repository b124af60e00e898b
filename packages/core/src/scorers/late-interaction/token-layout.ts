import * as v from "valibot";
import type { VectorLayout } from "../vectors/vector-messages.ts";

/** What a caller may say about how a ColBERT model reads texts; it goes before the model's own files. */
export interface TokenLayoutOptions {
  /** Tokens of every query, special ones included, at least 4. Shorter ones are filled up, longer ones cut. Default: 32. */
  queryLength?: number;
  /** Most tokens of a document, special ones included, at least 4. Default: what the model's files say, else 180. */
  documentLength?: number;
  /** Token before every query, empty for none. Default: what the model's files say, else `[unused0]`. */
  queryMarker?: string;
  /** Token before every document, empty for none. Default: what the model's files say, else `[unused1]`. */
  documentMarker?: string;
  /** Whether queries are filled up with mask tokens, whose vectors count as the others do. Default: true. */
  expandQueries?: boolean;
  /** Whether the other tokens of a query look at these. Default: false. */
  attendToExpansion?: boolean;
  /** Words whose tokens in documents are read but not compared. Default: the punctuation of ASCII. */
  skipWords?: readonly string[];
  /** Length of a vector. A graph with another is refused. Default: what the model's files say, else what comes out. */
  dimensions?: number;
  /** Name of the output that holds the vectors of tokens. Default: the only one, or the first of a few usual names. */
  output?: string;
}

/** The same with nothing left open. Plain data: it crosses into the worker. */
export interface TokenLayout extends VectorLayout, Required<Omit<TokenLayoutOptions, "dimensions" | "output">> {
  /** Which token of a skipped word is meant: the one that is spelled like it, or the first that it is divided into. */
  skipBy: "spelling" | "division";
}

const length = v.optional(v.pipe(v.number(), v.integer(), v.minValue(4)));
const flag = v.optional(v.boolean());

/** Checks them, wherever they were written; entries of an object schema. */
export const tokenLayoutEntries: { [Key in keyof Required<TokenLayoutOptions>]: v.GenericSchema<TokenLayoutOptions[Key]> } = {
  queryLength: length,
  documentLength: length,
  queryMarker: v.optional(v.string()),
  documentMarker: v.optional(v.string()),
  expandQueries: flag,
  attendToExpansion: flag,
  skipWords: v.optional(v.array(v.string())),
  dimensions: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  output: v.optional(v.pipe(v.string(), v.nonEmpty())),
};
