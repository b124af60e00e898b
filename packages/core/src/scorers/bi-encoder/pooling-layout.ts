import * as v from "valibot";
import type { VectorLayout } from "../vectors/vector-messages.ts";

/**
 * How one vector is made of those of all tokens:
 * - `mean` their mean.
 * - `cls` the first.
 * - `last` the last.
 * - `max` of each dimension the largest.
 */
export type Pooling = "mean" | "cls" | "last" | "max";

/** What a caller may say about how a bi-encoder reads texts; it goes before the model's own files. */
export interface PoolingLayoutOptions {
  /** Default: what the model's `1_Pooling/config.json` says. Of no use for graphs that pool themselves. */
  pooling?: Pooling;
  /** Text before every query. Default: the prompt `query` of the model's files, else none. */
  queryPrompt?: string;
  /** Text before every document. Default: the prompt `document` or `passage` of the model's files, else none. */
  documentPrompt?: string;
  /** Most tokens of a text, special ones and prompt included, at least 8. Default: what the model's files say. */
  maxTokens?: number;
  /** Name of the output that holds the vectors. Default: the only one, or the first of a few usual names. */
  output?: string;
}

/** The same with nothing left open but what the graph decides. Plain data: it crosses into the worker. */
export interface PoolingLayout extends VectorLayout, Required<Pick<PoolingLayoutOptions, "queryPrompt" | "documentPrompt">> {
  pooling?: Pooling;
  /** Length of a vector behind layers that the model has after pooling; a graph that does not pool lacks them. */
  denseLength?: number;
}

/** Checks them, wherever they were written; entries of an object schema. */
export const poolingLayoutEntries: { [Key in keyof Required<PoolingLayoutOptions>]: v.GenericSchema<PoolingLayoutOptions[Key]> } =
  {
    pooling: v.optional(v.picklist(["mean", "cls", "last", "max"])),
    queryPrompt: v.optional(v.string()),
    documentPrompt: v.optional(v.string()),
    maxTokens: v.optional(v.pipe(v.number(), v.integer(), v.minValue(8))),
    output: v.optional(v.pipe(v.string(), v.nonEmpty())),
  };
