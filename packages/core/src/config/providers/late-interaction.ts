import { createLateInteraction, type TokenLayoutOptions } from "../../scorers/late-interaction/index.ts";
import { tokenLayoutEntries } from "../../scorers/late-interaction/token-layout.ts";
import type { Provider } from "../provider.ts";
import { type VectorProviderOptions, vectorProvider } from "../vector-provider.ts";

/** Options of `{ lateInteraction: {…} }`. */
export interface LateInteractionConfig extends VectorProviderOptions, TokenLayoutOptions {}

export const provider: Provider<LateInteractionConfig> = vectorProvider<TokenLayoutOptions>({
  use: "lateInteraction",
  summary: "a ColBERT model on this machine: vectors of tokens, compared by MaxSim; those of documents can be kept",
  entries: tokenLayoutEntries,
  forms:
    "queryLength?: whole number >= 4, documentLength?: whole number >= 4, queryMarker?: token, documentMarker?: token, expandQueries?: boolean, " +
    "attendToExpansion?: boolean, skipWords?: list of words, dimensions?: whole number >= 1, output?: name",
  create: createLateInteraction,
});
