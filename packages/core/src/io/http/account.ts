import { createHash } from "node:crypto";
import {
  BrokenCircuitError,
  type BulkheadPolicy,
  bulkhead,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from "cockatiel";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { isRerankError, RerankError } from "../../contract/index.ts";
import { pause } from "../pause.ts";

/** How much may be asked of a provider. */
export interface AccountLimits {
  /** Most requests under way at a time, at least 1. */
  concurrency: number;
  /** Most requests in a minute. Default: no limit of ours. */
  requestsPerMinute?: number;
  /** Most tokens in a minute, estimated. Default: no limit of ours. */
  tokensPerMinute?: number;
  /** Failures in a row after which the provider is left alone; 0 for never. */
  breakAfter: number;
  /** Milliseconds until it is tried again. */
  breakForMs: number;
}

/** What all rerankers of this process that use one key of one provider have in common. */
export interface Account {
  /** Runs one request when its turn has come. */
  run<T>(request: AccountRequest, work: () => Promise<T>): Promise<T>;
}

export interface AccountRequest {
  provider: string;
  /** Estimated. */
  tokens: number;
  signal: AbortSignal;
  /** Called when the waiting is over, with its length. */
  onStart?: (waitedMs: number) => void;
}

const minuteSeconds = 60;
const accounts = new Map<string, Account>();

/**
 * The account behind an address and a key. Rerankers that state the same limits share them, whoever made them.
 */
export function accountOf(origin: string, apiKey: string | undefined, limits: AccountLimits): Account {
  const id = createHash("sha256")
    .update(JSON.stringify([origin, apiKey, limits]))
    .digest("hex");
  const account = accounts.get(id) ?? createAccount(limits);
  accounts.set(id, account);
  return account;
}

function createAccount({ concurrency, requestsPerMinute, tokensPerMinute, breakAfter, breakForMs }: AccountLimits): Account {
  const slots = bulkhead(concurrency, Number.POSITIVE_INFINITY);
  const takeRequest = createMeter(requestsPerMinute);
  const takeTokens = createMeter(tokensPerMinute);
  const breaker = breakAfter > 0 ? createBreaker(breakAfter, breakForMs) : undefined;

  return {
    run({ provider, tokens, signal, onStart }, work) {
      const askedAt = performance.now();
      return slots.execute(async () => {
        await takeRequest(1, signal);
        await takeTokens(tokens, signal);
        signal.throwIfAborted();
        onStart?.(performance.now() - askedAt);
        try {
          return await (breaker ? breaker.execute(work) : work());
        } catch (error) {
          if (!(error instanceof BrokenCircuitError)) throw error;
          throw new RerankError(
            "circuit_open",
            `${provider} failed ${breakAfter} times in a row and is left alone for ${breakForMs} ms; a fallback would serve meanwhile`,
            { cause: error, retryable: true, provider, retryAfterMs: breakForMs },
          );
        }
      });
    },
  };
}

/** Takes points of a minute's allowance, waiting for the next minute where they are used up; in the order of asking. */
function createMeter(perMinute: number | undefined): (points: number, signal: AbortSignal) => Promise<void> {
  if (perMinute === undefined) return async () => {};
  const limiter = new RateLimiterMemory({ points: perMinute, duration: minuteSeconds });
  const queue: BulkheadPolicy = bulkhead(1, Number.POSITIVE_INFINITY);

  async function take(points: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      try {
        // What is more than a whole minute's allowance goes out alone in a minute.
        return void (await limiter.consume("all", Math.min(points, perMinute as number)));
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        // A refusal takes points as well.
        await limiter.reward("all", Math.min(points, perMinute as number));
        await pause(refusal.msBeforeNext, signal);
      }
    }
  }
  return (points, signal) => queue.execute(() => take(points, signal));
}

/** Outages open the circuit; a refused request or a full minute says nothing about the provider's health. */
function createBreaker(breakAfter: number, breakForMs: number): CircuitBreakerPolicy {
  const isOutage = (error: unknown) => isRerankError(error) && ["provider_unavailable", "timeout"].includes(error.code);
  return circuitBreaker(handleWhen(isOutage), { halfOpenAfter: breakForMs, breaker: new ConsecutiveBreaker(breakAfter) });
}
