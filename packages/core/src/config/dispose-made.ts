import type { Reranker } from "../contract/index.ts";

/** Disposes what was made of configurations that came to nothing, but for rerankers that were handed in and are the caller's. */
export async function disposeMade(rerankers: readonly Reranker[], handedIn: readonly unknown[]): Promise<void> {
  // The error that is on its way says more than one of tidying up.
  await Promise.allSettled(rerankers.filter((reranker) => !handedIn.includes(reranker)).map((reranker) => reranker.dispose()));
}
