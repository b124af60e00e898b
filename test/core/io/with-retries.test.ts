import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RerankError } from "../../../packages/core/src/contract/index.ts";
import { type RetryOptions, withRetries } from "../../../packages/core/src/io/with-retries.ts";

const retryable = (retryAfterMs?: number) =>
  new RerankError("provider_unavailable", "down", { retryable: true, ...(retryAfterMs !== undefined && { retryAfterMs }) });
const options: RetryOptions = { attempts: 4, retryDelayMs: 100 };

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Milliseconds at which the attempts began, and what came of them. */
async function attemptsOf(settings: Partial<RetryOptions>, errors: unknown[]): Promise<{ at: number[]; outcome: unknown }> {
  const start = performance.now();
  const at: number[] = [];
  const call = withRetries({ ...options, ...settings }, async (attempt) => {
    at.push(performance.now() - start);
    const error = errors[attempt - 1];
    if (error) throw error;
    return "done";
  }).catch((error) => error);
  await vi.runAllTimersAsync();
  return { at, outcome: await call };
}

test("the pause doubles, and so many tries are all", async () => {
  const errors = Array.from({ length: 5 }, () => retryable());
  expect(await attemptsOf({}, errors)).toEqual({ at: [0, 100, 300, 700], outcome: errors[3] });
  expect(await attemptsOf({ attempts: 1 }, errors)).toEqual({ at: [0], outcome: errors[0] });
  expect((await attemptsOf({}, errors.slice(0, 2))).outcome).toBe("done");
});

test("the server's own pause comes first, also none", async () => {
  expect((await attemptsOf({}, [retryable(1500), retryable(0), retryable()])).at).toEqual([0, 1500, 1500, 1900]);
});

test("a pause of more than a minute is not begun", async () => {
  const patient = retryable(60_000);
  expect(await attemptsOf({}, [patient])).toEqual({ at: [0, 60_000], outcome: "done" });
  const tooLong = retryable(60_001);
  expect(await attemptsOf({}, [tooLong])).toEqual({ at: [0], outcome: tooLong });
});

test("what is not retryable, or no RerankError, is told at once", async () => {
  for (const error of [new RerankError("invalid_request", "no"), new TypeError("a bug")]) {
    expect(await attemptsOf({}, [error])).toEqual({ at: [0], outcome: error });
  }
  const error = retryable();
  expect(await attemptsOf({ shouldRetry: () => false }, [error])).toEqual({ at: [0], outcome: error });
});

test("a pause that would end after the deadline is not begun", async () => {
  const error = retryable();
  expect(await attemptsOf({ deadlineAt: performance.now() + 100 }, [error])).toEqual({ at: [0], outcome: error });
  expect(await attemptsOf({ deadlineAt: performance.now() + 101 }, [error])).toEqual({ at: [0, 100], outcome: "done" });
});

test.each([
  [0, 100],
  [0.5, 125],
  [0.98, 149],
])("jitter: at %d of chance the pause is %d ms", async (random, pauseMs) => {
  vi.spyOn(Math, "random").mockReturnValue(random);
  const { at } = await attemptsOf({ jitter: true }, [retryable()]);
  expect(Math.round(at[1] as number)).toBe(pauseMs);
});

test("an abort ends the pause at once, with its reason", async () => {
  const controller = new AbortController();
  const work = vi.fn(async () => {
    throw retryable();
  });
  const call = withRetries({ ...options, signal: controller.signal }, work);
  const reason = new Error("gone");
  const rejected = expect(call).rejects.toBe(reason);
  await vi.advanceTimersByTimeAsync(50);
  controller.abort(reason);
  await rejected;
  await vi.runAllTimersAsync();
  expect(work).toHaveBeenCalledTimes(1);
});

test("progress begins the count anew", async () => {
  let progressed = true;
  const errors = Array.from({ length: 3 }, () => retryable());
  const settings = { attempts: 2, hasProgressed: () => progressed };
  expect((await attemptsOf(settings, errors)).at).toEqual([0, 100, 200, 300]);
  progressed = false;
  expect((await attemptsOf(settings, errors)).at).toEqual([0, 100]);
});
