import { type DocumentInput, RerankError, type Reranker, type RerankOptions } from "../contract/index.ts";
import { type CallBudget, startCallBudget } from "../io/call-budget.ts";
import { checkCall } from "../rank/index.ts";

/** The life of a wrapper: calls are refused after its end, and end with it. */
export interface Lifetime {
  /** Checks a call and does its work, until it is done, its caller aborts or the wrapper is disposed. */
  serve<T>(
    query: string,
    documents: readonly DocumentInput[],
    options: RerankOptions,
    work: (budget: CallBudget) => Promise<T>,
  ): Promise<T>;
  /** Disposes the rerankers inside; a second call does nothing. */
  dispose(): Promise<void>;
}

/**
 * @param rerankers disposed with the wrapper, each once
 * @param close what else is let go of, after them
 */
export function createLifetime(id: string, rerankers: readonly Reranker[], close?: () => Promise<void>): Lifetime {
  const inFlight = new Set<CallBudget>();
  let disposed: RerankError | undefined;
  return {
    async serve(query, documents, options, work) {
      if (disposed) throw disposed;
      checkCall(query, documents, options);
      options.signal?.throwIfAborted();
      const budget = startCallBudget({ signals: [options.signal] });
      inFlight.add(budget);
      try {
        return await budget.race(work(budget));
      } finally {
        inFlight.delete(budget);
        budget.end();
      }
    },
    async dispose() {
      if (disposed) return;
      disposed = new RerankError("disposed", `${id} was disposed; create a new reranker`);
      for (const budget of inFlight) budget.fail(disposed);
      // All of them, also where one fails: its models and connections are the others' no longer.
      const outcomes = await Promise.allSettled([...new Set(rerankers)].map((reranker) => reranker.dispose()));
      await close?.();
      const failed = outcomes.find((outcome) => outcome.status === "rejected");
      if (failed) throw failed.reason;
    },
  };
}
