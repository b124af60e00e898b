import {
  type DocumentInput,
  type Ranking,
  RerankError,
  type Reranker,
  type RerankOptions,
  type Scorer,
  type TokenMeasure,
} from "../contract/index.ts";
import { type CallBudget, startCallBudget } from "../io/call-budget.ts";
import { checkCall } from "../rank/index.ts";

/** What a reranker is, without the call itself. */
export type RerankerParts = Pick<Reranker, "id" | "scoreScale" | "supports" | "fingerprint" | "dispose"> &
  Pick<Scorer, "measureTokens">;

/** One call that has been checked; budgets in `inFlight` end when the reranker is disposed. */
export type CheckedCall = <D extends DocumentInput>(
  query: string,
  documents: readonly D[],
  options: RerankOptions,
  inFlight: Set<CallBudget>,
) => Promise<Ranking<D>>;

/** The outside of every reranker that is not made of others: checks before the call, and its end by dispose. */
export function rerankerShell(parts: RerankerParts, call: CheckedCall): Reranker {
  const { id, scoreScale, supports, fingerprint } = parts;
  const inFlight = new Set<CallBudget>();
  let disposed: RerankError | undefined;

  async function rerank<D extends DocumentInput>(
    query: string,
    documents: readonly D[],
    options: RerankOptions = {},
  ): Promise<Ranking<D>> {
    if (disposed) throw disposed;
    checkCall(query, documents, options);
    options.signal?.throwIfAborted();
    return call(query.toWellFormed(), documents, options, inFlight);
  }

  const measureTokens: Reranker["measureTokens"] = async (query, texts, { signal, priority = 0 } = {}) => {
    if (disposed) throw disposed;
    signal?.throwIfAborted();
    const budget = startCallBudget({ signals: [signal] });
    inFlight.add(budget);
    try {
      const wellFormed = texts.map((text) => text.toWellFormed());
      const context = { signal: budget.signal, priority };
      return await budget.race(parts.measureTokens?.(query.toWellFormed(), wellFormed, context) as Promise<TokenMeasure>);
    } finally {
      inFlight.delete(budget);
      budget.end();
    }
  };

  async function dispose(): Promise<void> {
    if (disposed) return;
    disposed = new RerankError("disposed", `${id} was disposed; create a new reranker`);
    for (const budget of inFlight) budget.fail(disposed);
    await parts.dispose();
  }

  return {
    id,
    scoreScale,
    supports,
    ...(fingerprint !== undefined && { fingerprint }),
    ...(parts.measureTokens && { measureTokens }),
    rerank,
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}
