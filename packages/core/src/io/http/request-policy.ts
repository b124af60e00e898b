import type { RerankError } from "../../contract/index.ts";
import type { RetryOptions } from "../with-retries.ts";
import { type Account, type AccountLimits, accountOf } from "./account.ts";

/** How requests to one server are limited and repeated; options of everything that speaks HTTP. */
export interface RequestPolicy extends Partial<AccountLimits> {
  /** Attempts of one request. Default: 3. */
  attempts?: number;
  /** Milliseconds before the second attempt. Default: 500. */
  retryDelayMs?: number;
}

/** The account behind an address and a key, with 8 requests at a time and a circuit that opens for 30 s after 5 outages. */
export function accountFor(origin: string, key: string | undefined, policy: RequestPolicy): Account {
  const { concurrency = 8, breakAfter = 5, breakForMs = 30_000, requestsPerMinute, tokensPerMinute } = policy;
  return accountOf(origin, key, {
    concurrency,
    breakAfter,
    breakForMs,
    ...(requestsPerMinute !== undefined && { requestsPerMinute }),
    ...(tokensPerMinute !== undefined && { tokensPerMinute }),
  });
}

/** How one request is repeated: as often as the policy says, with jitter, while signal and deadline allow. */
export function retriesFor(
  { attempts = 3, retryDelayMs = 500 }: RequestPolicy,
  { signal, deadlineAt }: { signal: AbortSignal; deadlineAt?: number },
): RetryOptions {
  return {
    attempts,
    retryDelayMs,
    signal,
    jitter: true,
    ...(deadlineAt !== undefined && { deadlineAt }),
    // Where the circuit is open the pause is longer than any worth waiting for.
    shouldRetry: (error: RerankError) => error.retryable && error.code !== "circuit_open",
  };
}
