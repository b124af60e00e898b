import type { WrapperConfig } from "./reranker-config.ts";
import type { Wrapper } from "./wrapper.ts";

export type WrapperName = keyof WrapperConfig;

// One lazy line per key, in the order in which they are applied: the first is the innermost. The cache is inside the
// fallback, so that another's scores never enter it, and knows passages one by one; passages are of one reranker's window;
// what to do on errors is decided when all else has been tried.
const wrappers: Record<WrapperName, () => Promise<{ wrapper: unknown }>> = {
  cache: () => import("./wrappers/cache.ts"),
  chunked: () => import("./wrappers/chunked.ts"),
  fallback: () => import("./wrappers/fallback.ts"),
  deadlineMs: () => import("./wrappers/deadline-ms.ts"),
  onError: () => import("./wrappers/on-error.ts"),
};

/** Keys that wrap the reranker beside them, the innermost first. */
export const wrapperNames: readonly string[] = Object.keys(wrappers);

export async function loadWrapper(name: WrapperName): Promise<Wrapper<unknown>> {
  return (await wrappers[name]()).wrapper as Wrapper<unknown>;
}
