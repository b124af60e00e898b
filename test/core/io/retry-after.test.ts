import { expect, test } from "vitest";
import { retryAfterMs } from "../../../packages/core/src/io/retry-after.ts";

const now = Date.UTC(2026, 0, 1, 12, 0, 0);
const wait = (headers: Record<string, string>) => retryAfterMs({ headers: new Headers(headers) }, now);

test.each([
  ["nothing", {}, undefined],
  ["seconds", { "retry-after": "2" }, 2000],
  ["seconds with a fraction", { "retry-after": "0.5" }, 500],
  ["zero", { "retry-after": "0" }, 0],
  ["below zero", { "retry-after": "-3" }, 0],
  ["a date to come", { "retry-after": "Thu, 01 Jan 2026 12:00:30 GMT" }, 30_000],
  ["a date gone by", { "retry-after": "Thu, 01 Jan 2026 11:00:00 GMT" }, 0],
  ["a word", { "retry-after": "soon" }, undefined],
  ["a blank", { "retry-after": " " }, undefined],
  ["milliseconds", { "retry-after-ms": "250" }, 250],
  ["milliseconds before seconds", { "retry-after-ms": "250", "retry-after": "9" }, 250],
  ["blank milliseconds", { "retry-after-ms": "", "retry-after": "9" }, 9000],
  ["a word for milliseconds", { "retry-after-ms": "x", "retry-after": "9" }, 9000],
  ["the draft's RateLimit, used up", { ratelimit: '"api";r=0;t=55' }, 55_000],
  ["the draft's RateLimit, not used up", { ratelimit: '"api";r=3;t=55' }, undefined],
  ["the moment of reset", { "x-ratelimit-reset": String(now / 1000 + 7) }, 7000],
  ["seconds until the reset", { "x-ratelimit-reset": "7" }, 7000],
  ["the reset while requests remain", { "x-ratelimit-reset": "7", "x-ratelimit-remaining": "3" }, undefined],
  ["the reset when none remain", { "x-ratelimit-reset": "7", "x-ratelimit-remaining": "0" }, 7000],
  ["a blank reset", { "x-ratelimit-reset": "" }, undefined],
  ["a word for a reset", { "x-ratelimit-reset": "7s" }, undefined],
])("%s", (_, headers, ms) => {
  expect(wait(headers)).toBe(ms);
});
