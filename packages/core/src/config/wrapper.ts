import type { GenericSchema } from "valibot";
import type { Reranker } from "../contract/index.ts";

/** One key beside a reranker's name that wraps what is named. A file in `wrappers/` and a line in the registry make one. */
export interface Wrapper<Options = unknown> {
  /** What it does, in one line. */
  summary: string;
  /** Values that it accepts, for error messages. */
  forms: readonly string[];
  /** Checks and types the value. */
  schema: GenericSchema<unknown, Options>;
  /** The long form of a value that may be short. Default: the value itself. */
  normalise?(value: unknown): unknown;
  /** Wraps a reranker; whoever disposes the result disposes all that was made. */
  wrap(reranker: Reranker, options: Options, context: WrapContext): Promise<Reranker>;
}

export interface WrapContext {
  /** Where the value stands, for error messages. */
  path: string;
  /** Makes the reranker of a configuration inside this one. */
  create(config: unknown, path: string): Promise<Reranker>;
}

/** Gives a wrapper its types. */
export function defineWrapper<Options>(wrapper: Wrapper<Options>): Wrapper<Options> {
  return wrapper;
}
