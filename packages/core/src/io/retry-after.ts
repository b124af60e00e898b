/**
 * The pause that an answer asks for: `retry-after-ms`, `Retry-After` in seconds or as a date, the Hub's `RateLimit:
 * "api";r=0;t=55`, or the time of reset that some APIs send beside a 429.
 *
 * @returns milliseconds, at least 0; `undefined` where the answer does not say
 */
export function retryAfterMs({ headers }: Pick<Response, "headers">, now: number = Date.now()): number | undefined {
  const ms = Number(headers.get("retry-after-ms")?.trim() || Number.NaN);
  if (Number.isFinite(ms)) return Math.max(0, ms);
  const value = headers.get("retry-after") ?? /\br=0;.*\bt=(\d+)/.exec(headers.get("ratelimit") ?? "")?.[1] ?? null;
  const wait = value === null ? resetMs(headers, now) : waitMs(value, now);
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

function waitMs(value: string, now: number): number {
  const seconds = Number(value);
  return value.trim() !== "" && Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now;
}

// Nobody resets a limit before September 2001 or asks for thirty years: a number below is seconds from now.
const firstMoment = 1e9;

/** `X-RateLimit-Reset` in seconds, since 1970 or from now; of no meaning while requests remain. */
function resetMs(headers: Headers, now: number): number {
  const value = headers.get("x-ratelimit-reset");
  if (value === null || Number(headers.get("x-ratelimit-remaining") ?? 0) > 0) return Number.NaN;
  const seconds = Number(value.trim() || Number.NaN);
  return seconds < firstMoment ? seconds * 1000 : seconds * 1000 - now;
}
