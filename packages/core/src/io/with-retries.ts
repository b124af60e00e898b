import { isRerankError, type RerankError } from "../contract/index.ts";
import { pause } from "./pause.ts";

export interface RetryOptions {
  /** Tries in all, at least 1. */
  attempts: number;
  /** Pause before the second try; it doubles from try to try. */
  retryDelayMs: number;
  /** Ends a pause, with its reason. */
  signal?: AbortSignal;
  /** A pause that would end after this moment, on the clock of `performance.now()`, is not begun: whoever waits is better told. */
  deadlineAt?: number;
  /** Adds up to half of the pause at random, so that many callers do not return together. Default: false. */
  jitter?: boolean;
  /** Whether to try again after an error. Default: where it is retryable. */
  shouldRetry?: (error: RerankError) => boolean;
  /** Whether the last try brought something; then the count begins anew. Default: never. */
  hasProgressed?: () => boolean;
}

// Who asks for more patience than this is better answered by a person.
const longestWaitMs = 60_000;

/**
 * Tries again what may succeed the next time, with a growing pause or the one that the server asks for. Ours, because what is
 * published either cannot end a pause when the caller aborts or is no CommonJS.
 */
export async function withRetries<T>(options: RetryOptions, work: (attempt: number) => Promise<T>): Promise<T> {
  const { attempts, signal, deadlineAt = Number.POSITIVE_INFINITY, shouldRetry = (error) => error.retryable } = options;
  for (let attempt = 1, failures = 1; ; attempt++, failures++) {
    try {
      return await work(attempt);
    } catch (error) {
      if (options.hasProgressed?.()) failures = 1;
      if (!isRerankError(error) || failures >= attempts || !shouldRetry(error)) throw error;
      const delayMs = pauseMs(error, failures, options);
      if (delayMs > longestWaitMs || performance.now() + delayMs >= deadlineAt) throw error;
      await pause(delayMs, signal);
    }
  }
}

function pauseMs({ retryAfterMs }: RerankError, failures: number, { retryDelayMs, jitter }: RetryOptions): number {
  const delayMs = retryAfterMs ?? retryDelayMs * 2 ** (failures - 1);
  return jitter ? delayMs * (1 + Math.random() / 2) : delayMs;
}
