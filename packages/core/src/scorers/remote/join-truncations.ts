import type { Truncation } from "../../contract/index.ts";

/** One entry for each text that was cut, however often: what it had at first, and what was read of it in the end. */
export function joinTruncations(...steps: readonly (readonly Truncation[])[]): Truncation[] {
  const joined = new Map<number, Truncation>();
  for (const cut of steps.flat()) {
    const before = joined.get(cut.index);
    const keptTokens = Math.min(cut.keptTokens, before?.keptTokens ?? Number.POSITIVE_INFINITY);
    joined.set(cut.index, { ...cut, ...before, keptTokens });
  }
  return [...joined.values()];
}
