import { setTimeout as sleep } from "node:timers/promises";
import { isRerankError } from "../../contract/index.ts";
import type { HubSettings } from "./hub-settings.ts";

// Who asks for more patience than this is better answered by a person.
const longestWaitMs = 60_000;

/** An error that says when to come back. */
export interface Delayed {
  retryAfterMs?: number;
}

/**
 * Tries again what may succeed the next time, with a growing pause or the one that the server asks for.
 *
 * @param hasProgressed whether the last try brought something; then the count begins anew
 */
export async function withRetries<T>(
  settings: HubSettings,
  work: () => Promise<T>,
  hasProgressed: () => boolean = () => false,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await work();
    } catch (error) {
      if (settings.signal?.aborted) throw error;
      if (hasProgressed()) failures = 1;
      const delayMs = (error as Delayed).retryAfterMs ?? settings.retryDelayMs * 2 ** (failures - 1);
      if (!isRerankError(error) || !error.retryable || failures >= settings.attempts || delayMs > longestWaitMs) throw error;
      await sleep(delayMs, undefined, { signal: settings.signal });
    }
  }
}

/** The pause that an answer asks for: `Retry-After` in seconds or as a date, or the Hub's own `RateLimit: "api";r=0;t=55`. */
export function retryAfterMs({ headers }: Pick<Response, "headers">): number | undefined {
  const value = headers.get("retry-after") ?? /\br=0;.*\bt=(\d+)/.exec(headers.get("ratelimit") ?? "")?.[1] ?? null;
  if (value === null) return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
