import { closest } from "fastest-levenshtein";
import { RerankError } from "../contract/index.ts";
import type { Provider } from "./provider.ts";

// One lazy line per provider: naming it loads it, and nothing else.
const providers: Record<string, () => Promise<{ provider: unknown }>> = {
  local: () => import("./providers/local.ts"),
  lexical: () => import("./providers/lexical.ts"),
  identity: () => import("./providers/identity.ts"),
};

/** Names that a spec can begin with. */
export const providerNames: readonly string[] = Object.keys(providers);

/**
 * Loads a provider by name.
 *
 * @throws {RerankError} `unknown_provider` with the nearest known name
 */
export async function loadProvider(name: string): Promise<Provider<unknown>> {
  const load = Object.hasOwn(providers, name) ? providers[name] : undefined;
  if (!load) {
    throw new RerankError(
      "unknown_provider",
      `there is no reranker "${name}"; did you mean "${closest(name, [...providerNames])}"? Known: ${providerNames.join(", ")}`,
    );
  }
  return (await load()).provider as Provider<unknown>;
}
