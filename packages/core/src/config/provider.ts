import type { GenericSchema } from "valibot";
import type { Reranker } from "../contract/index.ts";
import type { ProviderContext } from "./provider-context.ts";

/** One kind of reranker that configuration can name. A file in `providers/` and a line in the registry make one. */
export interface Provider<Options = unknown> {
  /** What it is, in one line, for tables and help. */
  summary: string;
  /** Spec strings and objects that it accepts, for error messages. */
  forms: readonly string[];
  /** Checks and types the options of the object form. */
  schema: GenericSchema<unknown, Options>;
  /** Whether the schema knows what a list means. Default: false. */
  takesList?: boolean;
  /** Options that a spec string stands for; `rest` is what follows the colon, if there is one. */
  fromSpec(rest: string | undefined): unknown;
  /** What takes long, such as a download, listens to the signal; `context` is handed on to rerankers that this one is made of. */
  create(options: Options, context: ProviderContext): Promise<Reranker>;
}

/** Gives a provider its types. */
export function defineProvider<Options>(provider: Provider<Options>): Provider<Options> {
  return provider;
}
