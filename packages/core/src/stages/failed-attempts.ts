import { type Attempt, isRerankError, type ProviderRequest, RerankError, type Usage } from "../contract/index.ts";

/** What a call cost that ended in an error. */
export interface Spent {
  attempts: Attempt[];
  usage: Usage;
  requests?: ProviderRequest[];
}

// An error has no receipt. Whoever catches one of a chain shows each of the chain's attempts all the same.
const spentOn = new WeakMap<object, Spent>();

/** Notes what had been spent when a chain gave up. */
export function rememberSpent(error: RerankError, spent: Spent): void {
  spentOn.set(error, spent);
}

/**
 * The error of one call, with what had been spent when it ended the call. A new one, because a reranker may throw the same object in every
 * call, and what one call cost is no other's.
 */
export function withSpent(error: RerankError, spent: Spent): RerankError {
  const { code, message, retryable, provider, status, retryAfterMs } = error;
  const ofThisCall = new RerankError(code, message, { cause: error, retryable, provider, status, retryAfterMs });
  rememberSpent(ofThisCall, spent);
  return ofThisCall;
}

/** What had been spent on a reranker when it failed, as far as is known. */
export function spentUntil(error: RerankError, reranker: string, durationMs: number): Spent {
  return (
    spentOn.get(error) ?? {
      attempts: [{ reranker, outcome: "error", durationMs, error: error.toJSON() }],
      usage: { calls: 0 },
    }
  );
}

/** The error as it is, or as the bug that it is where a reranker throws anything else. */
export function asRerankError(error: unknown, reranker: string): RerankError {
  if (isRerankError(error)) return error;
  const thrown = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new RerankError("inference_failed", `${reranker} threw ${thrown}, which is no RerankError: a bug of that reranker`, {
    cause: error,
  });
}
