import type { WrapperConfig } from "./reranker-config.ts";
import type { Wrapper } from "./wrapper.ts";

export type WrapperName = keyof WrapperConfig;

// One lazy line per key, in the order in which they are applied: the first is the innermost. The cache knows passages one by one, and
// need not forget scores when a calibration changes; a calibration is of whole documents' scores; all three are inside the fallback, so
// that another's scores are neither remembered nor calibrated; whether to rerank at all is asked before anybody is tried; what to do
// on errors is decided when all else has been.
const wrappers: Record<WrapperName, () => Promise<{ wrapper: unknown }>> = {
  cache: () => import("./wrappers/cache.ts"),
  chunked: () => import("./wrappers/chunked.ts"),
  calibration: () => import("./wrappers/calibration.ts"),
  fallback: () => import("./wrappers/fallback.ts"),
  whenUncertain: () => import("./wrappers/when-uncertain.ts"),
  deadlineMs: () => import("./wrappers/deadline-ms.ts"),
  onError: () => import("./wrappers/on-error.ts"),
};

/** Keys that wrap the reranker beside them, the innermost first. */
export const wrapperNames: readonly string[] = Object.keys(wrappers);

export async function loadWrapper(name: WrapperName): Promise<Wrapper<unknown>> {
  return (await wrappers[name]()).wrapper as Wrapper<unknown>;
}
